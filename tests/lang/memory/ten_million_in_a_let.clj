;max-rss-mb 100
;gc-stress-every 20000 ten million elements take minutes
(println (let [s (map inc (range 10000000))] (reduce + s))) ;=> 50000005000000
