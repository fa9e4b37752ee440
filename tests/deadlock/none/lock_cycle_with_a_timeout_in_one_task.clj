;; One of the two gives up, so the other goes on.
(require '[norn.async :as a])
(def left (Object.))
(def right (Object.))
(def ready (promise))
(def patient (async (locking left @ready (locking right :patient))))
(def hasty (async (locking right
                    (deliver ready true)
                    (a/yield)
                    (try (a/with-timeout 30 (locking left :both)) (catch java.util.concurrent.TimeoutException e :gave-up)))))
(println (await hasty) (await patient)) ;=> :gave-up :patient
