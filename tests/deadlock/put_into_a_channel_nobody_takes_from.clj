(require '[clojure.core.async :as c])
(def out (c/chan))
(c/>!! out 1)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on room in a channel
;!       at user/eval--3 (tests/deadlock/put_into_a_channel_nobody_takes_from.clj:3:1)
;exit 70
