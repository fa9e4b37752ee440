(require '[clojure.core.async :refer [chan go <! >! <!!]])
(load-file "bench/async/support/cpu_clock.jvm.clj")

(defn skynet [number size parent]
  (if (= size 1)
    (go (>! parent number))
    (go (let [children (chan)
              part     (quot size 10)]
          (dotimes [i 10]
            (skynet (+ number (* i part)) part children))
          (loop [i 0 sum 0]
            (if (< i 10)
              (recur (inc i) (+ sum (<! children)))
              (>! parent sum)))))))

(report-section
  (let [root (chan)]
    (skynet 0 1000000 root)
    (<!! root)))
