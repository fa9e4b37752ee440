(defn slow-numbers [n] (lazy-seq (cons (await (async n)) (slow-numbers (inc n)))))
(println (take 5 (slow-numbers 0))) ;=> (0 1 2 3 4)
(println (nth (slow-numbers 0) 1000)) ;=> 1000
(println (map (fn [n] (await (async (* n n)))) (range 5))) ;=> (0 1 4 9 16)
(println (= (take 3 (slow-numbers 1)) [1 2 3])) ;=> true
(println (count (filter (fn [n] (await (async (even? n)))) (range 100)))) ;=> 50
