(require '[norn.async :as a])
(def m (a/mutex))
(def changed (a/condition m))
(async (a/sleep 30) (a/with-lock m (a/signal! changed)))
(a/with-lock m (a/wait-condition changed))
(println "signalled") ;=> signalled
