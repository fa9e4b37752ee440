;max-rss-mb 100
;gc-stress-every 20000 ten million elements take minutes
(println (let [s (map inc (range 10000000))] (await (async nil)) (reduce + s))) ;=> 50000005000000
(println (await (async (let [s (map inc (range 10000000))] (reduce + s))))) ;=> 50000005000000
(println (loop [s (map inc (range 3000000)) n 0] (if (seq s) (recur (rest s) (+ n (await (delay 1)))) n))) ;=> 3000000
