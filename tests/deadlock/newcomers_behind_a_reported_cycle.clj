;; Who joins the queue later is not a new deadlock; the whole queue is in the last report.
(require '[norn.async :as a])
(def m (a/mutex))
(def owner ^{:name "owner"} (async (a/with-lock m (a/with-lock m 1))))
(a/sleep 5)
(def late ^{:name "late"} (async (a/with-lock m 2)))
(a/sleep 5)
(await late)
;! Deadlock: these tasks wait on each other for ever; the rest of the program goes on.
;!   task 2 (owner) waits on a mutex, held by task 2 (owner)
;!       at user/fn--4/fn--4 (tests/deadlock/newcomers_behind_a_reported_cycle.clj:4:51)
;!       spawned at user/eval--4 (tests/deadlock/newcomers_behind_a_reported_cycle.clj:4:29)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 3 (late)
;!       at user/eval--8 (tests/deadlock/newcomers_behind_a_reported_cycle.clj:8:1)
;!   task 3 (late) waits on a mutex, held by task 2 (owner)
;!       at user/fn--6 (tests/deadlock/newcomers_behind_a_reported_cycle.clj:6:34)
;!       spawned at user/eval--6 (tests/deadlock/newcomers_behind_a_reported_cycle.clj:6:27)
;!   task 2 (owner) waits on a mutex, held by task 2 (owner)
;!       at user/fn--4/fn--4 (tests/deadlock/newcomers_behind_a_reported_cycle.clj:4:51)
;!       spawned at user/eval--4 (tests/deadlock/newcomers_behind_a_reported_cycle.clj:4:29)
;exit 70
