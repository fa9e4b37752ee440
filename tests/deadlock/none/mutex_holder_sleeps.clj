(require '[norn.async :as a])
(def m (a/mutex))
(def holder (async (a/with-lock m (a/sleep 30))))
(a/yield)
(println (mapv await (mapv (fn [i] (async (a/with-lock m i))) (range 5)))) ;=> [0 1 2 3 4]
