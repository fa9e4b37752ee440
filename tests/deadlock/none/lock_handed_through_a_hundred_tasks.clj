(require '[norn.async :as a])
(def m (a/mutex))
(def n (atom 0))
(a/scope (dotimes [_ 100] (async (a/with-lock m (a/yield) (swap! n inc)))))
(println @n) ;=> 100
