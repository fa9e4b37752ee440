;; Persistent hash map: a million assocs, then a million lookups.
(let [m (loop [i 0 m {}]
          (if (< i 1000000)
            (recur (inc i) (assoc m i i))
            m))]
  (println (str "result=" (loop [i 0 sum 0]
                            (if (< i 1000000)
                              (recur (inc i) (+ sum (get m i)))
                              sum)))))
