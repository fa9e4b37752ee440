(require '[clojure.core.async :as c])
(def in (c/chan))
(println (c/<!! in))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a value from a channel
;!       at user/eval--3 (tests/deadlock/take_from_a_channel_nobody_puts_into.clj:3:10)
;exit 70
