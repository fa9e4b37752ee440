;gc-stress-every 20000 quadratic: every collection scans the whole deep stack
(println (first (reduce (fn [s _] (filter some? s)) (range 10) (range 10000)))) ;=> 0
(println (count (reduce (fn [s n] (map inc s)) [1 2 3] (range 10000)))) ;=> 3
(println (count (reduce concat (repeat 1000 [1])))) ;=> 1000
