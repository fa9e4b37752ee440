;; SEMANTICS 34: a 1 ms ticker goes on beside the printing of a large vector, and of nested ones.
(load-file "tests/async/fairness/support/ticks_beside.clj")
(def numbers (vec (range 3000000)))
(def nested (mapv (fn [n] {:n [n (str n)]}) (range 200000)))
(println (< 5 (ticks-beside #(pr-str numbers)))) ;=> true
(println (< 5 (ticks-beside #(str numbers)))) ;=> true
(println (< 10 (ticks-beside #(pr-str nested)))) ;=> true
(println (count (pr-str numbers)) (= nested (read-string (pr-str nested)))) ;=> 22888891 true
;gc-stress-every 20000 the work would take hours
