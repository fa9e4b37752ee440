;; The third put has no room.
(require '[clojure.core.async :as c])
(def out (c/chan 2))
(c/onto-chan! out [] false)
(dotimes [i 3] (println "put" i) (c/>!! out i))
;=> put 0
;=> put 1
;=> put 2
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on room in a channel
;!       at user/eval--5 (tests/deadlock/buffer_that_stays_full.clj:5:34)
;exit 70
