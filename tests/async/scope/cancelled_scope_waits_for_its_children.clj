;; SEMANTICS 14: the join of a scope after cancelling its children is itself shielded.
;flags --virtual-time
(require '[norn.async :as a])
(let [log (atom [])
      t (async (a/scope (async (try (a/sleep 60000) (finally (a/sleep 10) (swap! log conj :child-cleaned))))
                        (a/sleep 60000)))]
  (a/sleep 1)
  (a/cancel! t :enough)
  (println (try (await t) (catch :default e (:type (ex-data e)))) @log)) ;=> :norn/cancelled [:child-cleaned]
