(require '[norn.async :as a])
(def m (a/mutex))
(println
  (try
    (a/with-timeout 30
      (a/scope
        (async (a/scope (async (a/with-lock m (a/with-lock m :never)))))))
    (catch java.util.concurrent.TimeoutException e :timed-out))) ;=> :timed-out
(println (a/with-lock m :free)) ;=> :free
