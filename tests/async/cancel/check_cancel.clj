(require '[norn.async :as a])
(let [steps (atom 0)
      t (async (loop [] (swap! steps inc) (a/check-cancel) (recur)))]
  (a/sleep 1)
  (a/cancel! t)
  (println (try (await t) (catch :default e (:type (ex-data e)))) (pos? @steps))) ;=> :norn/cancelled true
