(require '[norn.async :as a])
(a/parallel-map 2 (fn [n] (if (= n 2) @(promise) n)) [1 2 3])
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2
;!       at user/eval--2 (tests/deadlock/parallel_map_that_never_ends.clj:2:1)
;!   task 2 waits on a promise
;!       at user/fn--2 (tests/deadlock/parallel_map_that_never_ends.clj:2:39)
;!       spawned at user/eval--2 (tests/deadlock/parallel_map_that_never_ends.clj:2:1)
;exit 70
