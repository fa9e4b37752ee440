;; Each task spawns the next and ends: 10^7 of them (or as many as the argument says) must be flat in memory.
;; usage: ./dev stress spawn_chain [COUNT]
(require '[norn.runtime :as runtime])

(def total (if-let [[n] *command-line-args*] (parse-long n) 10000000))
(def end (promise))

(defn link [n]
  (when (zero? (mod n 1000000))
    (println (format "%,12d to go, %4d MB" n (quot (:rss-bytes (runtime/stats)) 1000000))))
  (if (zero? n)
    (deliver end :end)
    (async (link (dec n)))))

(async (link total))
(def before (:rss-bytes (runtime/stats)))
@end
(def grown (- (:rss-bytes (runtime/stats)) before))
(println (str "grown by " (quot grown 1000000) " MB"))
(when (> grown 64000000)
  (println "not flat")
  (System/exit 1))
