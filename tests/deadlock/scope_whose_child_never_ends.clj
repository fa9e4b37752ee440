;; The scope waits for its child.
(require '[norn.async :as a])
(a/scope
 ^{:name "child"} (async @(promise))
 (println "body done")) ;=> body done
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (child)
;!       at user/eval--3 (tests/deadlock/scope_whose_child_never_ends.clj:3:1)
;!   task 2 (child) waits on a promise
;!       at user/fn--3/fn--4 (tests/deadlock/scope_whose_child_never_ends.clj:4:26)
;!       spawned at user/fn--3 (tests/deadlock/scope_whose_child_never_ends.clj:4:19)
;exit 70
