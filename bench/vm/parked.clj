;; A million tasks parked on one promise: memory of each, pauses of a program that goes on allocating beside them, then all of
;; them complete. The pauses while the million are being made, when every object survives, stand apart.
(require '[norn.async :refer [async await]]
         '[norn.runtime :as runtime])

(defn rss []
  (runtime/gc)
  (:rss-bytes (runtime/stats)))

(defn pauses [phase]
  (let [{:keys [minor-p99-ns major-max-ns]} (:gc (runtime/stats))]
    (println (str phase "minor_p99_ns=" minor-p99-ns))
    (println (str phase "major_max_ns=" major-max-ns))
    (runtime/forget-pauses)))

(let [n      1000000
      gate   (promise)
      before (rss)
      tasks  (loop [i 0 tasks (transient [])]
               (if (< i n)
                 (recur (inc i) (conj! tasks (async (+ i (await gate)))))
                 (persistent! tasks)))
      _      (await (async nil))
      after  (rss)]
  (pauses "spawning_")
  (dotimes [i 5000000] (vector i i i))
  (runtime/gc)
  (pauses "")
  (deliver gate 1)
  (println (str "result=" (reduce (fn [sum task] (+ sum (await task))) 0 tasks)))
  (println (str "bytes_per_task=" (quot (- after before) n))))
