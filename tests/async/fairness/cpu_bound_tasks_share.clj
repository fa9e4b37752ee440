;; Tasks that compute without ever waiting get about the same share; none waits for another's end.
(require '[norn.async :as a])
(def running (atom true))
(def counts (mapv (fn [_] (atom 0)) (range 5)))
(def tasks
  (mapv (fn [n] (async (while @running (swap! n inc)))) counts))
(while (< (reduce + (map deref counts)) 1000000) (a/yield))
(reset! running false)
(mapv await tasks)
(println (every? pos? (map deref counts))) ;=> true
(println (< (apply max (map deref counts)) (* 4 (apply min (map deref counts))))) ;=> true
;gc-stress-every 20000 a million turns
