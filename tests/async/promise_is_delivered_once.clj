;; SEMANTICS 6
(def p (promise))
(println (realized? p) (some? (deliver p 1)) (deliver p 2) (realized? p) @p) ;=> false true nil true 1
(def q (promise))
(def waiters (mapv (fn [n] (async [n @q])) (range 3)))
(q :called)
(println (mapv await waiters)) ;=> [[0 :called] [1 :called] [2 :called]]
