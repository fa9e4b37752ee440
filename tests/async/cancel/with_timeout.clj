;; SEMANTICS 10: a timeout throws at the boundary of its with-timeout, after `finally` inside has run.
(require '[norn.async :as a])
(let [log (atom [])]
  (println (a/with-timeout 60000 (await (async 1)))) ;=> 1
  (println (try (a/with-timeout 1 (try (a/sleep 60000)
                                       (catch Throwable _ (swap! log conj :caught))
                                       (finally (a/sleep 1) (swap! log conj :cleaned))))
                (catch java.util.concurrent.TimeoutException e (:type (ex-data e)))) @log)) ;=> :norn/timeout [:cleaned]
(println (try (a/with-deadline (+ (System/currentTimeMillis) 1) (a/sleep 60000)) (catch :norn/timeout e :timeout))) ;=> :timeout
