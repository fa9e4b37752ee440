;; Who cancelled, why and where: in the data of what an awaiter gets.
(require '[norn.async :as a])
(def t (async (a/sleep 60000)))
(await ^{:name "boss"} (async (a/cancel! t :too-slow)))
(let [data (try (await t) (catch :default e (ex-data e)))]
  (println (:type data) (:reason data)) ;=> :norn/cancelled :too-slow
  (println (re-find #"\(boss\) at .*" (:by data))))
;=> (boss) at user/fn--4 (tests/async/cancel/reason_reaches_the_awaiter.clj:4:31)
(def u (async (a/sleep 60000)))
(a/yield)
(a/cancel! u)
(println (keys (try (await u) (catch :default e (ex-data e))))) ;=> (:type :by)
