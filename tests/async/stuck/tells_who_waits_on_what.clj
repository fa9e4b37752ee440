;; norn.runtime/stuck: who waits on what, who holds it, where each waits and was started.
(require '[norn.runtime :as runtime] '[norn.async :as a])
(println (runtime/stuck)) ;=> []
(def left (Object.))
(def right (a/mutex))
(def ready (promise))
(def one ^{:name "one"} (async (locking left @ready (a/with-lock right 1))))
(def two ^{:name "two"} (async (a/with-lock right (deliver ready true) (locking left 2))))
(def behind ^{:name "behind"} (async (await one)))
(def free ^{:name "free"} (async @(promise)))
(def patient ^{:name "patient"} (async (a/with-timeout 60000 (await one))))
(a/sleep 5)
(doseq [{:keys [task name waits-on held-by at spawned-at]} (runtime/stuck)]
  (println name (identical? task ({"one" one "two" two "behind" behind} name)) waits-on (mapv a/task-name held-by))
  (println " " at)
  (println " " spawned-at))
;=> one true a mutex, held by task 3 (two) [two]
;=>   user/fn--7 (tests/async/stuck/tells_who_waits_on_what.clj:7:53)
;=>   user/eval--7 (tests/async/stuck/tells_who_waits_on_what.clj:7:25)
;=> two true the lock of java.lang.Object, held by task 2 (one) [one]
;=>   user/fn--8/fn--8 (tests/async/stuck/tells_who_waits_on_what.clj:8:72)
;=>   user/eval--8 (tests/async/stuck/tells_who_waits_on_what.clj:8:25)
;=> behind true task 2 (one) [one]
;=>   user/fn--9 (tests/async/stuck/tells_who_waits_on_what.clj:9:38)
;=>   user/eval--9 (tests/async/stuck/tells_who_waits_on_what.clj:9:31)
;! these tasks wait on each other
(a/cancel! two)
(println (await behind) (runtime/stuck)) ;=> 1 []
(a/cancel! patient)
