;; Each task awaits the one before it; the end of the first wakes them one after the other in flat C++ stack.
;gc-stress-every 1000 a collection at every call takes minutes
(def gate (promise))
(def tail (reduce (fn [previous _] (async (inc (await previous)))) (async @gate) (range 100000)))
(deliver gate 0)
(println (await tail)) ;=> 100000
