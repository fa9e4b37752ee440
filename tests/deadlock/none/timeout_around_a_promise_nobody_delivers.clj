;; The timeout ends the wait.
(require '[norn.async :as a])
(println (try (a/with-timeout 30 @(promise)) (catch java.util.concurrent.TimeoutException e :timed-out))) ;=> :timed-out
