;; A timer is live.
(require '[norn.async :as a])
(a/sleep 30)
(println "woken") ;=> woken
