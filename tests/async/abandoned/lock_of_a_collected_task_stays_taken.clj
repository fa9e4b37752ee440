;; The lock's object lives, its holder was collected: who wants the lock waits, and a report says why.
(require '[norn.runtime :as runtime] '[norn.async :as a])
(def lock (Object.))
(defn start [] ^{:name "holder"} (async (locking lock @(promise))) nil)
(start)
(a/yield)
(runtime/gc)
(a/yield)
(locking lock :never)
;exit 70
;! main task waits on the lock of java.lang.Object, held by a task that was collected
;! 1 task was collected earlier, because nothing could wake it any more
;! (holder) waited
