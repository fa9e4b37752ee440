;; Contention, and no cycle.
(require '[norn.async :as a])
(def left (Object.))
(def right (Object.))
(println (mapv await (mapv (fn [i] (async (locking left (a/sleep 5) (locking right (a/sleep 5) i)))) (range 4)))) ;=> [0 1 2 3]
