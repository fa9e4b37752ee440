;; A cycle through two kinds of lock.
(require '[norn.async :as a])
(def m (a/mutex))
(def lock (Object.))
(def ready (promise))
(def one ^{:name "one"} (async (a/with-lock m @ready (locking lock 1))))
(a/yield)
(locking lock
  (deliver ready true)
  (a/with-lock m 2))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a mutex, held by task 2 (one)
;!       at user/eval--8 (tests/deadlock/mutex_and_lock.clj:10:3)
;!   task 2 (one) waits on the lock of java.lang.Object, held by main task
;!       at user/fn--6/fn--6 (tests/deadlock/mutex_and_lock.clj:6:54)
;!       spawned at user/eval--6 (tests/deadlock/mutex_and_lock.clj:6:25)
;exit 70
