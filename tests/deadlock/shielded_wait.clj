;; A shield keeps the cancellation away, nothing brings an answer.
(require '[norn.async :as a])
(def t ^{:name "shielded"} (async (a/shield @(promise))))
(a/yield)
(a/cancel! t)
(await t)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (shielded)
;!       at user/eval--6 (tests/deadlock/shielded_wait.clj:6:1)
;!   task 2 (shielded) waits on a promise
;!       at user/fn--3/fn--3 (tests/deadlock/shielded_wait.clj:3:45)
;!       spawned at user/eval--3 (tests/deadlock/shielded_wait.clj:3:28)
;exit 70
