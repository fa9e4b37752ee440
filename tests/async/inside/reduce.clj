(defn slow+ [a b] (+ a (await (async b))))
(println (reduce slow+ (range 100))) ;=> 4950
(println (reduce slow+ 0 [1 2 3])) ;=> 6
(println (reduce (fn [sum n] (if (> (slow+ sum n) 10) (reduced :enough) (slow+ sum n))) (range 100))) ;=> :enough
(println (reduce-kv (fn [sum _ v] (slow+ sum v)) 0 {:a 1 :b 2})) ;=> 3
(println (transduce (map (fn [n] (await (async (inc n))))) (completing slow+) 0 (range 5))) ;=> 15
(println (reductions slow+ (range 5))) ;=> (0 1 3 6 10)
