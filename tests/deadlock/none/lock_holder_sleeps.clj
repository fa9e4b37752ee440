;; Many wait for a lock whose holder waits for a timer.
(require '[norn.async :as a])
(def lock (Object.))
(def holder (async (locking lock (a/sleep 30))))
(a/yield)
(println (mapv await (mapv (fn [i] (async (locking lock i))) (range 5)))) ;=> [0 1 2 3 4]
