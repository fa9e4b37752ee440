;; A cycle of joins.
(def second-task (promise))
(def first-task ^{:name "first"} (async (await (await second-task))))
(deliver second-task ^{:name "second"} (async (await first-task)))
(await first-task)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (first)
;!       at user/eval--5 (tests/deadlock/two_tasks_await_each_other.clj:5:1)
;!   task 2 (first) waits on task 3 (second)
;!       at user/fn--3 (tests/deadlock/two_tasks_await_each_other.clj:3:41)
;!       spawned at user/eval--3 (tests/deadlock/two_tasks_await_each_other.clj:3:34)
;!   task 3 (second) waits on task 2 (first)
;!       at user/fn--4 (tests/deadlock/two_tasks_await_each_other.clj:4:47)
;!       spawned at user/eval--4 (tests/deadlock/two_tasks_await_each_other.clj:4:40)
;exit 70
