;; A file may set! the vars a compiler would look at; they end with the file.
(set! *warn-on-reflection* true)
(set! *unchecked-math* :warn-on-boxed)
(println *warn-on-reflection* *unchecked-math*) ;=> true :warn-on-boxed
(load-string "(ns bare (:refer-clojure :only [])) (ns bare.two) (clojure.core/println (clojure.core/str *ns*))") ;=> bare.two
