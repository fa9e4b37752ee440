;; A million tasks parked on one promise: memory of each, then all of them complete.
(require '[norn.async :refer [async await]]
         '[norn.runtime :as runtime])

(defn rss []
  (runtime/gc)
  (:rss-bytes (runtime/stats)))

(let [n      1000000
      gate   (promise)
      before (rss)
      tasks  (loop [i 0 tasks (transient [])]
               (if (< i n)
                 (recur (inc i) (conj! tasks (async (+ i (await gate)))))
                 (persistent! tasks)))
      _      (await (async nil))
      after  (rss)]
  (deliver gate 1)
  (println (str "result=" (reduce (fn [sum task] (+ sum (await task))) 0 tasks)))
  (println (str "bytes_per_task=" (quot (- after before) n)))
  (let [{:keys [minor-p99-ns major-max-ns]} (:gc (runtime/stats))]
    (println (str "minor_p99_ns=" minor-p99-ns))
    (println (str "major_max_ns=" major-max-ns))))
