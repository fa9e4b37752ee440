;; read-string, read, syntax quote.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(prn (read-string "1")) ;=> 1
(prn (read-string "[1 2] 3")) ;=> [1 2]
(prn (read-string "'a")) ;=> (quote a)
(prn (read-string "@a")) ;=> (clojure.core/deref a)
(prn (read-string "#'a")) ;=> (var a)
(prn (read-string "^:a b")) ;=> b
(prn (meta (read-string "^{:a 1} [b]"))) ;=> {:a 1}
(prn (read-string "#_a b")) ;=> b
(prn (read-string "\\u0041")) ;=> \A
(prn (read-string "\"\\n\\u0041\"")) ;=> "\nA"
(prn (read-string "0x1F")) ;=> 31
(prn (read-string "017")) ;=> 15
(prn (read-string "36rZ")) ;=> 35
(prn (read-string "1e3")) ;=> 1000.0
(prn (read-string "1/2")) ;=> 1/2
(prn (read-string ":a/b")) ;=> :a/b
(prn (read-string "::a")) ;=> :user/a
(prn (error (read-string "#{1 1}"))) ;=> ReaderException
(prn (error (read-string "{1 2 1 3}"))) ;=> ReaderException
(prn (error (read-string ")"))) ;=> ReaderException
(prn (error (read-string ""))) ;=> RuntimeException
(prn (read-string {:eof :x} "")) ;=> :x
(prn (read-string "#=(+ 1 2)")) ;=> 3
(prn (read-string "#:a{:b 1}")) ;=> {:a/b 1}
(prn (read-string {:read-cond :allow} "#?(:clj 1 :default 2)")) ;=> 1
(prn (read-string "##Inf")) ;=> ##Inf
(prn (read-string "#inst \"2020\"")) ;=> #inst "2020-01-01T00:00:00.000-00:00"
(prn (with-in-str "(+ 1 2) 3" [(read) (read)])) ;=> [(+ 1 2) 3]
(prn (with-in-str "a\nb" [(read-line) (read-line) (read-line)])) ;=> ["a" "b" nil]
(prn `(a ~(+ 1 2) ~@[1 2])) ;=> (user/a 3 1 2)
(prn (= (first `[x# x#]) (second `[x# x#]))) ;=> false
(prn `map) ;=> clojure.core/map
(prn `foo/bar) ;=> foo/bar
(prn `{:a ~1}) ;=> {:a 1}
(prn `#{~1}) ;=> #{1}
(prn '`(a ~b)) ;=> (clojure.core/seq (clojure.core/concat (clojure.core/list (quote user/a)) (clojure.core/list b)))
