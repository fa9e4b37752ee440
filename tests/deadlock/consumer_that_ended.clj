;; The producer is left alone with its channel.
(require '[clojure.core.async :as c])
(def jobs (c/chan))
(def consumer (async (c/<! jobs) :enough))
(c/>!! jobs 1)
(await consumer)
(c/>!! jobs 2)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on room in a channel
;!       at user/eval--7 (tests/deadlock/consumer_that_ended.clj:7:1)
;exit 70
