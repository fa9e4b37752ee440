;; A million round trips over two unbuffered channels.
(require '[clojure.core.async :refer [chan go close! <! >!]])

(let [ping (chan)
      pong (chan)]
  (go (loop []
        (when-some [value (<! ping)]
          (>! pong value)
          (recur))))
  (println (str "result=" (<! (go (loop [i 0 sum 0]
                                    (if (< i 1000000)
                                      (do (>! ping i)
                                          (recur (inc i) (+ sum (<! pong))))
                                      (do (close! ping) sum))))))))
