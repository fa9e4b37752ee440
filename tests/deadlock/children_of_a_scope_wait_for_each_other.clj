(require '[norn.async :as a])
(a/scope
 (let [other (promise)
       one ^{:name "one"} (async (await @other))]
   (deliver other ^{:name "two"} (async (await one)))))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (one)
;!       at user/eval--2 (tests/deadlock/children_of_a_scope_wait_for_each_other.clj:2:1)
;!   task 2 (one) waits on task 3 (two)
;!       at user/fn--2/fn--4 (tests/deadlock/children_of_a_scope_wait_for_each_other.clj:4:34)
;!       spawned at user/fn--2 (tests/deadlock/children_of_a_scope_wait_for_each_other.clj:4:27)
;!   task 3 (two) waits on task 2 (one)
;!       at user/fn--2/fn--5 (tests/deadlock/children_of_a_scope_wait_for_each_other.clj:5:41)
;!       spawned at user/fn--2 (tests/deadlock/children_of_a_scope_wait_for_each_other.clj:5:34)
;exit 70
