;; A yield that a pending cancellation is delivered at must know where it stands.
(require '[norn.async :as a])
(let [log (atom [])
      t (async (try (a/cancel! (a/current-task)) (a/yield) (swap! log conj :never) (finally (a/yield) (swap! log conj :cleaned))))]
  (println (try (await t) (catch :default e (:type (ex-data e)))) @log)) ;=> :norn/cancelled [:cleaned]
