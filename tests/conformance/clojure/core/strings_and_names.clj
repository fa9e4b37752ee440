;; str, pr-str, names, keywords, symbols.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(prn (str)) ;=> ""
(prn (str nil)) ;=> ""
(prn (str 1 2 nil :a 'b "c" \d [1 "x"] {:a "s"})) ;=> "12:abcd[1 \"x\"]{:a \"s\"}"
(prn (str '(1 2))) ;=> "(1 2)"
(prn (pr-str "a\nb\"c" \space \a :k 'sym 1.0 1N 2/3 1.5M nil true)) ;=> "\"a\\nb\\\"c\" \\space \\a :k sym 1.0 1N 2/3 1.5M nil true"
(prn (subs "hello" 1 3)) ;=> "el"
(prn (subs "abc" 2)) ;=> "c"
(prn (error (subs "abc" 4))) ;=> StringIndexOutOfBoundsException
(prn (count "héllo")) ;=> 5
(prn (name :a/b)) ;=> "b"
(prn (namespace :a/b)) ;=> "a"
(prn (keyword "a" "b")) ;=> :a/b
(prn (symbol "x")) ;=> x
(prn (symbol "a" "b")) ;=> a/b
