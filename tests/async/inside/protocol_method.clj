(defprotocol Slow (twice [this]) (plus [this n]))
(defrecord Box [n] Slow (twice [_] (await (async (* 2 n)))) (plus [_ m] (+ n (await (async m)))))
(extend-protocol Slow
  nil (twice [_] (await (async :nothing))) (plus [_ n] n)
  Long (twice [n] (await (async (+ n n)))) (plus [n m] (await (async (+ n m)))))
(println (twice (->Box 21)) (plus (->Box 1) 2) (twice nil) (twice 4) (plus 4 5)) ;=> 42 3 :nothing 8 9
(println (mapv twice [1 (->Box 2) nil])) ;=> [2 4 :nothing]
(println (twice (reify Slow (twice [_] (await (async :reified))) (plus [_ _] 0)))) ;=> :reified
