;; The timeout cancels the scope and its children.
(require '[norn.async :as a])
(println
  (try
    (a/with-timeout 30
      (a/scope
        (let [other (promise)
              one (async (await (await other)))]
          (deliver other (async (await one))))))
    (catch java.util.concurrent.TimeoutException e :timed-out))) ;=> :timed-out
