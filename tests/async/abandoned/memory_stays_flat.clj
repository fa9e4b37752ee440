;; What waits for ever and cannot be reached costs nothing: 40,000 tasks here, 300,000 in ./dev stress abandoned.
(require '[norn.runtime :as runtime] '[norn.async :as a] '[clojure.core.async :as c] '[norn.control :refer [generator]])
(defn abandon []
  (async @(promise))
  (async (c/<! (c/chan)))
  (c/go (c/>! (c/chan) 1))
  (async (c/alts! [(c/chan) (c/chan)]))
  (async (locking (Object.) @(promise)))
  (async (a/with-lock (a/mutex) @(promise)))
  (async (a/scope (async @(promise))))
  (async @(delay @(promise)))
  (async (first (lazy-seq @(promise))))
  (async (try (first (generator (fn [yield] @(promise)))) (finally (println "never")))))
(dotimes [_ 40] (dotimes [_ 100] (abandon)) (a/yield))
(runtime/gc)
(a/yield)
(runtime/gc)
(a/yield)
(let [{:keys [tasks stacks]} (runtime/stats)]
  (println (:parked tasks) (:abandoned tasks) (< stacks 10))) ;=> 0 44000 true
;max-rss-mb 60
;gc-stress-every 1000 44,000 tasks take minutes
