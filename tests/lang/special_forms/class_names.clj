;; A known class is a value; an unknown one is an error when it is reached, not before (SEMANTICS 33).
(println String (instance? String "a")) ;=> java.lang.String true
(defn never [] no.such.Klass)
(println (try (never) (catch ClassNotFoundException e :not-found))) ;=> :not-found
(println (if true 1 no.such.Other)) ;=> 1
