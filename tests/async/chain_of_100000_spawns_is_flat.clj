;; SEMANTICS 7. The long version: ./dev stress spawn_chain
(require '[norn.runtime :as runtime])
(def end (promise))
(defn link [n] (if (zero? n) (deliver end :end) (async (link (dec n)))))
(async (link 1000))
@end
(runtime/gc)
(def before (:rss-bytes (runtime/stats)))
(def end (promise))
(async (link 100000))
(println @end) ;=> :end
(println (< (- (:rss-bytes (runtime/stats)) before) 20000000)) ;=> true
