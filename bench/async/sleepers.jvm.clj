(require '[clojure.core.async :refer [go timeout <!]])
(load-file "bench/async/support/cpu_clock.jvm.clj")

(report-section
  (let [n      1000000
        awake  (atom 0)
        before (heap-bytes)]
    (dotimes [i n]
      (go (<! (timeout (+ 5000 (quot i 100))))
          (swap! awake inc)))
    (println (str "bytes_per_task=" (quot (- (heap-bytes) before) n)))
    (while (< @awake n)
      (Thread/sleep 10))
    @awake))
