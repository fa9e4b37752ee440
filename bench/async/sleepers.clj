;; A million sleeping tasks, which wake over ten seconds: CPU of the whole and memory of each.
(require '[norn.async :refer [async await sleep]]
         '[norn.runtime :as runtime])

(defn rss []
  (runtime/gc)
  (:rss-bytes (runtime/stats)))

(let [n      1000000
      awake  (atom 0)
      before (rss)
      tasks  (loop [i 0 tasks (transient [])]
               (if (< i n)
                 (recur (inc i) (conj! tasks (async (sleep (+ 5000 (quot i 100)))
                                                    (swap! awake inc))))
                 (persistent! tasks)))
      _      (await (async nil))
      after  (rss)]
  (doseq [task tasks] (await task))
  (println (str "result=" @awake))
  (println (str "bytes_per_task=" (quot (- after before) n))))
