;; Comparing maps whose keys are maps, 100,000 levels deep, exhausted the C stack: each lookup began to count levels anew.
;gc-stress-every 20000 deep data take minutes
(defn deep [] (reduce (fn [m _] {m 1}) {} (range 20000)))
(println (= (deep) (deep)) (= (deep) {(deep) 1})) ;=> true false
