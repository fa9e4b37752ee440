;max-rss-mb 100
;gc-stress-every 20000 ten million elements take minutes
(println
  (loop [round 0, total 0]
    (if (< round 2)
      (recur (inc round)
             (+ total (try (let [s (map inc (range 10000000))] (reduce + s)) (finally (identity round)))))
      total))) ;=> 100000010000000
