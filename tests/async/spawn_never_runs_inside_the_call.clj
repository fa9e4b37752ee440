;; SEMANTICS 1
;gc-stress-every 1000 preemption at every call starts the task at once
(let [log (atom [])
      t (async (swap! log conj :task))]
  (swap! log conj :after-spawn)
  (await t)
  (println @log)) ;=> [:after-spawn :task]
