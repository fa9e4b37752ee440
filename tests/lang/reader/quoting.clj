;; Reader macros in front of forms are lists.
(prn ''a) ;=> (quote a)
(prn '@a) ;=> (clojure.core/deref a)
(prn '#'a) ;=> (var a)
(prn '[~a ~@b]) ;=> [(clojure.core/unquote a) (clojure.core/unquote-splicing b)]
