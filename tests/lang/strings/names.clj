;; Symbols, keywords and their names.
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(prn (name :a/b)) ;=> "b"
(prn (name "s")) ;=> "s"
(thrown (name nil)) ;=> java.lang.NullPointerException
(thrown (name 1)) ;=> java.lang.ClassCastException
(prn (namespace :a/b)) ;=> "a"
(thrown (namespace "s")) ;=> java.lang.ClassCastException
(prn (symbol "a" "b")) ;=> a/b
(prn (symbol "a/b")) ;=> a/b
(prn (symbol :a/b)) ;=> a/b
(prn (symbol #'map)) ;=> clojure.core/map
(thrown (symbol 1)) ;=> java.lang.IllegalArgumentException
(prn (keyword "a" "b")) ;=> :a/b
(prn (keyword 'a/b)) ;=> :a/b
(prn (keyword "a/b")) ;=> :a/b
(prn (keyword 1)) ;=> nil
(prn (keyword nil)) ;=> nil
(prn (keyword nil "x")) ;=> :x
(prn (symbol nil "x")) ;=> x
(prn (keyword :a)) ;=> :a
(prn (find-keyword "zzzqq")) ;=> nil
(prn (munge "a-b?")) ;=> "a_b_QMARK_"
(prn (keyword "a b")) ;=> :a b
(prn (symbol "a b")) ;=> a b
(prn (namespace 'a/b)) ;=> "a"
(prn (ident? :a)) ;=> true
(prn (qualified-keyword? :a/b)) ;=> true
(prn (simple-symbol? 'a)) ;=> true
(prn (keyword? :a)) ;=> true
(prn (symbol? 'a)) ;=> true
