;; Reported when the program is idle; when the timer has rung nothing is left, and the program ends with 70.
(require '[norn.async :as a])
(def lock (Object.))
(def ticker (async (a/sleep 400) (println "tick"))) ;=> tick
(locking lock
  (await ^{:name "needs the lock"} (async (locking lock :done))))
;! Deadlock: these tasks wait on each other for ever; the rest of the program goes on.
;!   main task waits on task 3 (needs the lock)
;!       at user/eval--5 (tests/deadlock/cycle_in_which_main_takes_part_while_a_timer_runs.clj:6:3)
;!   task 3 (needs the lock) waits on the lock of java.lang.Object, held by main task
;!       at user/fn--6 (tests/deadlock/cycle_in_which_main_takes_part_while_a_timer_runs.clj:6:43)
;!       spawned at user/eval--5 (tests/deadlock/cycle_in_which_main_takes_part_while_a_timer_runs.clj:6:36)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 3 (needs the lock)
;!       at user/eval--5 (tests/deadlock/cycle_in_which_main_takes_part_while_a_timer_runs.clj:6:3)
;!   task 3 (needs the lock) waits on the lock of java.lang.Object, held by main task
;!       at user/fn--6 (tests/deadlock/cycle_in_which_main_takes_part_while_a_timer_runs.clj:6:43)
;!       spawned at user/eval--5 (tests/deadlock/cycle_in_which_main_takes_part_while_a_timer_runs.clj:6:36)
;exit 70
