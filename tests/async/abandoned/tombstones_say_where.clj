;; SEMANTICS 8: who was collected, where it waited and where it was started: the newest 1,000 of them.
(require '[norn.runtime :as runtime] '[norn.async :as a] '[clojure.core.async :as c])
(defn wait [x] (await x))
(defn start [name] ^{:name name} (async (wait (promise))) nil)
(start "one")
(a/yield)
(runtime/gc)
(a/yield)
(println (dissoc (first (runtime/abandoned)) :id))
;=> {:name one, :at user/wait (tests/async/abandoned/tombstones_say_where.clj:3:16), :spawned-at user/start (tests/async/abandoned/tombstones_say_where.clj:4:34)}
(dotimes [i 1500] (start i) (when (zero? (mod i 100)) (a/yield)))
(a/yield)
(runtime/gc)
(a/yield)
(println (count (runtime/abandoned)) (:abandoned (:tasks (runtime/stats)))) ;=> 1000 1501
(println (= (set (map :name (runtime/abandoned))) (set (map str (range 500 1500))))) ;=> true
(println (count (distinct (map :id (runtime/abandoned))))) ;=> 1000
;gc-stress-every 1000 tasks are collected in another order
