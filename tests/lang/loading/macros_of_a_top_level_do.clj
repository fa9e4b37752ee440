;; The forms of a top-level do are evaluated one by one: macros and namespaces made by one are known to the next.
(do (defmacro twice [x] `(+ ~x ~x))
    (println (twice 4))) ;=> 8
(do (ns inner.place) (println (str *ns*)) (def here 1)) ;=> inner.place
(println inner.place/here) ;=> 1
(in-ns 'user)
(println (eval '(do (defn f [] :f) (f)))) ;=> :f
