;; Allocation from bytecode: 100,000 lists of 100 conses, each list walked once, and a closure per list.
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

(println (str "result=" (loop [i 0 sum 0]
                          (if (< i 100000)
                            (let [add (fn [x] (+ x i))]
                              (recur (inc i) (+ sum (add (total (build 100))))))
                            sum))))
