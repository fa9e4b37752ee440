(require '[clojure.core.async :as c])
(def left (c/chan))
(def right (c/chan))
(c/alts!! [left [right 1]])
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on the first of 2 channel operations
;!       at user/eval--4 (tests/deadlock/alts_on_silent_channels.clj:4:1)
;exit 70
