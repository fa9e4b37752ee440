(println (for [x (range 3), y (await (async (range x))), :when (await (async true)), :let [z (await (async (+ x y)))]] z)) ;=> (1 2 3)
(doseq [x (await (async [1 2]))] (println (await (async x))))
;=> 1
;=> 2
(println (loop [n 0] (if (< (await (async n)) 5) (recur (inc n)) n))) ;=> 5
(println (case (await (async :b)) :a 1 :b 2)) ;=> 2
