(prn (read-string {:read-cond :allow} "#?(:clj 1 :cljs 2)")) ;=> 1
(prn (read-string {:read-cond :allow :features #{:cljs}} "#?(:cljs 2 :clj 1)")) ;=> 2
(prn (read-string {:read-cond :preserve} "[#?(:clj #js [1] :cljs 2)]")) ;=> [#?(:clj #js [1] :cljs 2)]
(prn (try (read-string "#?(:clj 1)") (catch RuntimeException e :refused))) ;=> :refused
