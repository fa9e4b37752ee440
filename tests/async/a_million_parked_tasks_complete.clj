;; What each costs is measured by bench/vm/parked.clj.
;gc-stress-every 20000 a million tasks take minutes
;timeout 120
(def gate (promise))
(def tasks (mapv (fn [n] (async (+ n @gate))) (range 1000000)))
(await (async nil))
(deliver gate 1)
(println (reduce (fn [sum t] (+ sum (await t))) 0 tasks)) ;=> 500000500000
