;; The task that would have delivered waited for something nobody could reach any more, and was collected.
(require '[norn.async :as a])
(defn helper [answer]
  ^{:name "helper"} (async (let [input @(promise)] (deliver answer (inc input)))))
(def answer (promise))
(def abandoned (do (helper (promise)) nil))
(a/yield)
(norn.runtime/gc)
(a/yield)
@answer
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a promise
;!       at user/eval--10 (tests/deadlock/deliverer_was_collected.clj:10:1)
;!   1 task was collected earlier, because nothing could wake it any more:
;!   task 2 (helper) waited
;!       at user/helper/fn--4 (tests/deadlock/deliverer_was_collected.clj:4:40)
;!       spawned at user/helper (tests/deadlock/deliverer_was_collected.clj:4:21)
;exit 70
