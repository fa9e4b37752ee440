(require '[clojure.core.async :refer [chan go close! <! >! <!!]])
(load-file "bench/async/support/cpu_clock.jvm.clj")

(report-section
  (let [ping (chan)
        pong (chan)]
    (go (loop []
          (when-some [value (<! ping)]
            (>! pong value)
            (recur))))
    (<!! (go (loop [i 0 sum 0]
               (if (< i 1000000)
                 (do (>! ping i)
                     (recur (inc i) (+ sum (<! pong))))
                 (do (close! ping) sum)))))))
