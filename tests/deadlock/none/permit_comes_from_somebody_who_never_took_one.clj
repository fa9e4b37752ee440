;; A semaphore as a signal.
(require '[norn.async :as a])
(def signals (a/semaphore 0))
(async (a/sleep 30) (a/release! signals))
(a/acquire! signals)
(println "signalled") ;=> signalled
