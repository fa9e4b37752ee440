;; The promise would be delivered by a callback of a task that never ends.
(require '[norn.async :as a])
(def told (promise))
(def slow ^{:name "slow"} (async @(promise)))
(a/on-complete slow (fn [t] (deliver told true)))
@told
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a promise
;!       at user/eval--6 (tests/deadlock/callback_that_is_never_due.clj:6:1)
;!   task 2 (slow) waits on a promise
;!       at user/fn--4 (tests/deadlock/callback_that_is_never_due.clj:4:34)
;!       spawned at user/eval--4 (tests/deadlock/callback_that_is_never_due.clj:4:27)
;exit 70
