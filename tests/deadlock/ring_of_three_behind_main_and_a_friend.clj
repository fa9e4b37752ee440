;; Who waits behind the ring is named too.
(def tasks (vec (repeatedly 2 promise)))
(dotimes [i 2]
  (deliver (tasks i) ^{:name (str "ring-" i)} (async (await (await (tasks (- 1 i)))))))
(def friend ^{:name "friend"} (async (await @(tasks 1))))
(await friend)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 4 (friend)
;!       at user/eval--6 (tests/deadlock/ring_of_three_behind_main_and_a_friend.clj:6:1)
;!   task 4 (friend) waits on task 3 (ring-1)
;!       at user/fn--5 (tests/deadlock/ring_of_three_behind_main_and_a_friend.clj:5:38)
;!       spawned at user/eval--5 (tests/deadlock/ring_of_three_behind_main_and_a_friend.clj:5:31)
;!   task 3 (ring-1) waits on task 2 (ring-0)
;!       at user/fn--4 (tests/deadlock/ring_of_three_behind_main_and_a_friend.clj:4:54)
;!       spawned at user/eval--3 (tests/deadlock/ring_of_three_behind_main_and_a_friend.clj:4:47)
;!   task 2 (ring-0) waits on task 3 (ring-1)
;!       at user/fn--4 (tests/deadlock/ring_of_three_behind_main_and_a_friend.clj:4:54)
;!       spawned at user/eval--3 (tests/deadlock/ring_of_three_behind_main_and_a_friend.clj:4:47)
;exit 70
