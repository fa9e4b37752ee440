;; A cycle is reported as soon as the program is idle; the rest goes on.
(require '[norn.async :as a])
(def second-task (promise))
(def first-task ^{:name "first"} (async (await (await second-task))))
(deliver second-task ^{:name "second"} (async (await first-task)))
(a/sleep 400)
(println "the timer still rings") ;=> the timer still rings
(println "stuck:" (mapv :name (norn.runtime/stuck))) ;=> stuck: [first second]
;! Deadlock: these tasks wait on each other for ever; the rest of the program goes on.
;!   task 3 (second) waits on task 2 (first)
;!       at user/fn--5 (tests/deadlock/cycle_while_a_timer_runs.clj:5:47)
;!       spawned at user/eval--5 (tests/deadlock/cycle_while_a_timer_runs.clj:5:40)
;!   task 2 (first) waits on task 3 (second)
;!       at user/fn--4 (tests/deadlock/cycle_while_a_timer_runs.clj:4:41)
;!       spawned at user/eval--4 (tests/deadlock/cycle_while_a_timer_runs.clj:4:34)
