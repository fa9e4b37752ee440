;; SEMANTICS 34: a 1 ms ticker goes on beside the sort of a million integers, 300,000 strings, and by a key.
(load-file "tests/async/fairness/support/ticks_beside.clj")
(def numbers (vec (shuffle (range 1000000))))
(def words (mapv str (take 300000 numbers)))
(println (< 3 (ticks-beside #(sort numbers)))) ;=> true
(println (< 10 (ticks-beside #(sort words)))) ;=> true
(println (< 10 (ticks-beside #(sort-by - (take 300000 numbers))))) ;=> true
(println (= (range 1000000) (sort numbers))) ;=> true
;gc-stress-every 20000 the work would take hours
