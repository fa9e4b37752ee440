;; Sequences: a list of 1,000 conses walked 10,000 times with first and next.
(defn build [n]
  (loop [i 0 cells nil]
    (if (< i n)
      (recur (inc i) (cons i cells))
      cells)))

(defn total [cells]
  (loop [cells cells sum 0]
    (if (nil? cells)
      sum
      (recur (next cells) (+ sum (first cells))))))

(let [cells (build 1000)]
  (println (str "result=" (loop [i 0 sum 0]
                            (if (< i 10000)
                              (recur (inc i) (+ sum (total cells)))
                              sum)))))
