(require '[norn.async :as a])
(def permits (a/semaphore 2))
(println (mapv await (mapv (fn [i] (async (a/with-permit permits (a/sleep 10) i))) (range 6)))) ;=> [0 1 2 3 4 5]
