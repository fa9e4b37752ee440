;max-rss-mb 100
;gc-stress-every 20000 ten million elements take minutes
(println (try (let [s (map inc (range 10000000))] (reduce + s)) (catch Exception e :failed) (finally :done))) ;=> 50000005000000
(println (let [s (map inc (range 10000000))] (try (reduce + s) (catch Exception e :failed)))) ;=> 50000005000000
