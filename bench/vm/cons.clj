;; Allocation from bytecode: 100,000 lists of 100 conses and a closure per list.
(defn build [n]
  (loop [i 0 cells nil]
    (if (< i n)
      (recur (inc i) (cons i cells))
      cells)))

(println (str "result=" (loop [i 0 sum 0]
                          (if (< i 100000)
                            (let [add (fn [x] (+ x i))]
                              (recur (inc i) (+ sum (add (first (build 100))))))
                            sum))))
