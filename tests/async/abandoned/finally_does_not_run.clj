;; SEMANTICS 8: a task that nothing can reach is collected; it is counted, and its cleanup does not run.
(require '[norn.runtime :as runtime] '[norn.async :as a])
(defn start [] (async (try @(promise) (finally (println "never")))) nil)
(start)
(a/yield)
(println (:parked (:tasks (runtime/stats)))) ;=> 1
(runtime/gc)
(a/yield)
(println (select-keys (:tasks (runtime/stats)) [:parked :abandoned])) ;=> {:parked 0, :abandoned 1}
;gc-stress-every 1000 the task is collected before it is counted
