;; Integer loop: two loop variables, 50 million turns.
(println (str "result=" (loop [i 0 sum 0]
                          (if (< i 50000000)
                            (recur (inc i) (+ sum i))
                            sum))))
