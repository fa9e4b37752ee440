;; SEMANTICS 10: a task's own cancellation is a control signal; `finally` sees it, no `catch` does.
;flags --virtual-time
(require '[norn.async :as a])
(let [log (atom [])
      t (async (try (try (a/sleep 60000)
                         (catch Throwable _ (swap! log conj :caught))
                         (catch :default _ (swap! log conj :caught))
                         (catch InterruptedException _ (swap! log conj :caught)))
                    (finally (a/sleep 1) (swap! log conj :cleaned))))]
  (dotimes [_ 20] (a/yield))
  (println (a/cancel! t :bored) (a/cancelled? t) (a/state t)) ;=> true true :pending
  (println (try (await t) (catch java.util.concurrent.CancellationException e (:type (ex-data e))))) ;=> :norn/cancelled
  (println (a/state t) (a/cancel! t) @log)) ;=> :cancelled false [:cleaned]
