(require '[norn.async :as a])
(a/race [^{:name "left"} (async @(promise)) ^{:name "right"} (async @(promise))])
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a promise
;!       at user/eval--2 (tests/deadlock/race_of_two_that_never_end.clj:2:1)
;!   task 3 (right) waits on a promise
;!       at user/fn--2 (tests/deadlock/race_of_two_that_never_end.clj:2:69)
;!       spawned at user/eval--2 (tests/deadlock/race_of_two_that_never_end.clj:2:62)
;!   task 2 (left) waits on a promise
;!       at user/fn--2 (tests/deadlock/race_of_two_that_never_end.clj:2:33)
;!       spawned at user/eval--2 (tests/deadlock/race_of_two_that_never_end.clj:2:26)
;exit 70
