;skip-sanitize it measures memory, which the sanitizer keeps in quarantine
;; SEMANTICS 7: a task that has ended is not held by the one it started. The long version: ./dev stress spawn_chain
;gc-stress-every 1000 a collection at every call of half a million tasks
(require '[norn.runtime :as runtime])
(defn link [n end] (if (zero? n) (deliver end :end) (async (link (dec n) end))))
(defn chain [n] (let [end (promise)] (async (link n end)) @end))
(defn rss [] (:rss-bytes (runtime/stats)))
(chain 300000)
(let [before (rss)]
  (println (chain 300000) (< (- (rss) before) 10000000))) ;=> :end true
