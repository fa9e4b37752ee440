;; finally of a cancelled task is waited for.
(require '[norn.async :as a])
(def t ^{:name "cleaning"} (async (try (a/sleep 60000) (finally @(promise)))))
(a/yield)
(a/cancel! t)
(try (await t) (catch java.util.concurrent.CancellationException e :cancelled))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (cleaning)
;!       at user/eval--6 (tests/deadlock/cleanup_that_waits_for_ever.clj:6:6)
;!   task 2 (cleaning) waits on a promise
;!       at user/fn--3 (tests/deadlock/cleanup_that_waits_for_ever.clj:3:65)
;!       spawned at user/eval--3 (tests/deadlock/cleanup_that_waits_for_ever.clj:3:28)
;exit 70
