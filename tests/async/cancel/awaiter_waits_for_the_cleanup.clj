;; SEMANTICS 12: awaiters of a cancelled task wait for the end of its cleanup; future-cancelled? answers at the request.
;flags --virtual-time
(require '[norn.async :as a])
(let [cleaned (atom false)
      t (future (try (a/sleep 60000) (finally (a/sleep 10) (reset! cleaned true))))]
  (a/sleep 1)
  (println (future-cancel t) (future-cancelled? t) (future-done? t) (a/done? t) @cleaned) ;=> true true true false false
  (println (try @t (catch java.util.concurrent.CancellationException _ :cancelled)) (a/done? t) @cleaned)) ;=> :cancelled true true
