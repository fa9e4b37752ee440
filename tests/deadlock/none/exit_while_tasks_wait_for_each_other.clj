(require '[norn.async :as a])
(def m (a/mutex))
(async (a/with-lock m (a/with-lock m :never)))
(a/yield)
(println "bye") ;=> bye
(System/exit 0)
