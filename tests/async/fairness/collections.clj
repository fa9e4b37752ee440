;; SEMANTICS 34: a 1 ms ticker goes on beside the building of large collections.
(load-file "tests/async/fairness/support/ticks_beside.clj")
(def numbers (vec (shuffle (range 500000))))
(println (< 10 (ticks-beside #(set numbers)))) ;=> true
(println (< 10 (ticks-beside #(into #{} numbers)))) ;=> true
(println (< 10 (ticks-beside #(frequencies numbers)))) ;=> true
(println (< 10 (ticks-beside #(zipmap numbers numbers)))) ;=> true
(println (= (set numbers) (into #{} numbers))) ;=> true
;gc-stress-every 20000 the work would take hours
