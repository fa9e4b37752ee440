;; The action waits for the actions sent before it, itself included.
(def worker (agent 0))
(send worker (fn [n] (let [done (promise)] (send worker (fn [x] (deliver done true) x)) @done)))
(await worker)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a promise
;!       at user/eval--4 (tests/deadlock/agent_that_awaits_itself.clj:4:1)
;!   task 2 waits on a promise
;!       at user/fn--3 (tests/deadlock/agent_that_awaits_itself.clj:3:89)
;!       spawned at user/eval--3 (tests/deadlock/agent_that_awaits_itself.clj:3:1)
;exit 70
