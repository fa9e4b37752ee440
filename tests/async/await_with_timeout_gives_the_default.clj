;flags --virtual-time
(require '[norn.async :as a])
(let [p (promise)]
  (println (await p 1 :late) (deref p 1 :late)) ;=> :late :late
  (deliver p :now)
  (println (await p 1 :late) (deref p 1 :late) @p)) ;=> :now :now :now
(let [t (a/sleep-async 100)]
  (println (await t 1 :late) (a/state t) (await t) (a/state t))) ;=> :late :pending nil :success
