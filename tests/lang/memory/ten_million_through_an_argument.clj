;max-rss-mb 100
;gc-stress-every 20000 ten million elements take minutes
(defn sum [s] (reduce + s))
(defn sum-rest [& numbers] (reduce + numbers))
(println (sum (map inc (range 10000000)))) ;=> 50000005000000
(println (apply sum-rest (map inc (range 10000000)))) ;=> 50000005000000
(println (count (map inc (range 10000000)))) ;=> 10000000
(println (last (map inc (range 10000000)))) ;=> 10000000
