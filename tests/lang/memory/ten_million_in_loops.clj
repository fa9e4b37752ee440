;max-rss-mb 100
;gc-stress-every 20000 ten million elements take minutes
(println (loop [s (map inc (range 10000000)) sum 0] (if-let [[x] (seq s)] (recur (rest s) (+ sum x)) sum))) ;=> 50000005000000
(println (let [sum (volatile! 0)] (doseq [x (map inc (range 10000000))] (vswap! sum + x)) @sum)) ;=> 50000005000000
(println (reduce + (for [x (range 5000000)] (inc x)))) ;=> 12500002500000
(println (reduce + (take 5000000 (iterate inc 1)))) ;=> 12500002500000
(println (reduce + (filter even? (map inc (range 5000000))))) ;=> 6250002500000
