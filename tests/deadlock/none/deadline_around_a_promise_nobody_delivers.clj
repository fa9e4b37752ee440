(require '[norn.async :as a])
(println (try (a/with-deadline (+ (System/currentTimeMillis) 30) @(promise))
              (catch java.util.concurrent.TimeoutException e :timed-out))) ;=> :timed-out
