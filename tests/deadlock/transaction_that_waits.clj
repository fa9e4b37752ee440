;; dosync is a lock: the second one waits for the first.
(def balance (ref 0))
(def transfer ^{:name "transfer"} (async (dosync (alter balance + @(promise)))))
(norn.async/yield)
(dosync (alter balance inc))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on the lock of #'clojure.core/transaction-lock (clojure.lang.Var), held by task 2 (transfer)
;!       at user/eval--5 (tests/deadlock/transaction_that_waits.clj:5:1)
;!   task 2 (transfer) waits on a promise
;!       at user/fn--3 (tests/deadlock/transaction_that_waits.clj:3:67)
;!       spawned at user/eval--3 (tests/deadlock/transaction_that_waits.clj:3:35)
;exit 70
