;; Each would put what the other waits for.
(require '[clojure.core.async :as c])
(def to-a (c/chan))
(def to-b (c/chan))
(def a ^{:name "a"} (c/go (let [x (c/<! to-a)] (c/>! to-b x))))
(def b ^{:name "b"} (c/go (let [x (c/<! to-b)] (c/>! to-a x))))
(c/<!! a)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a value from a channel
;!       at user/eval--7 (tests/deadlock/two_go_blocks_that_both_take_first.clj:7:1)
;!   task 3 (b) waits on a value from a channel
;!       at user/fn--6 (tests/deadlock/two_go_blocks_that_both_take_first.clj:6:35)
;!       spawned at user/eval--6 (tests/deadlock/two_go_blocks_that_both_take_first.clj:6:21)
;!   task 2 (a) waits on a value from a channel
;!       at user/fn--5 (tests/deadlock/two_go_blocks_that_both_take_first.clj:5:35)
;!       spawned at user/eval--5 (tests/deadlock/two_go_blocks_that_both_take_first.clj:5:21)
;exit 70
