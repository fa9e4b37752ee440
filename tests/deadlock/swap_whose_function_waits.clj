(def total (atom 0))
(swap! total (fn [n] (+ n @(promise))))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a promise
;!       at user/fn--2 (tests/deadlock/swap_whose_function_waits.clj:2:27)
;exit 70
