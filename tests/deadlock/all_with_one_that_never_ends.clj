(require '[norn.async :as a])
(a/all [(fn [] 1) (fn [] @(promise))])
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a promise
;!       at user/eval--2 (tests/deadlock/all_with_one_that_never_ends.clj:2:1)
;!   task 3 waits on a promise
;!       at user/fn--2 (tests/deadlock/all_with_one_that_never_ends.clj:2:26)
;!       spawned at user/eval--2 (tests/deadlock/all_with_one_that_never_ends.clj:2:1)
;exit 70
