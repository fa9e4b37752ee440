;; SEMANTICS 34: a 1 ms ticker goes on beside vectors and arrays made of a large collection.
(load-file "tests/async/fairness/support/ticks_beside.clj")
(def items (doall (map identity (range 1000000))))
(def members (set items))
(def table (zipmap items items))
(defn often [f] (dotimes [_ 3] (f)))
(println (< 3 (ticks-beside #(often (fn [] (vec items)))))) ;=> true
(println (< 3 (ticks-beside #(often (fn [] (vec members)))))) ;=> true
(println (< 3 (ticks-beside #(often (fn [] (vec table)))))) ;=> true
(println (< 3 (ticks-beside #(often (fn [] (apply vector items)))))) ;=> true
(println (< 3 (ticks-beside #(often (fn [] (to-array items)))))) ;=> true
(println (< 3 (ticks-beside #(often (fn [] (long-array items)))))) ;=> true
(println (< 3 (ticks-beside #(often (fn [] (into-array Long/TYPE items)))))) ;=> true
(println (< 3 (ticks-beside #(dotimes [_ 20] (nth items 999999))))) ;=> true
(println (< 3 (ticks-beside #(dotimes [_ 20] (count (cons 1 items)))))) ;=> true
(println (< 3 (ticks-beside #(println (= items (vec items)) (count (merge table (zipmap (range -500000 500000) items))))))) ;=> true 1500000
;=> true
;gc-stress-every 20000 the work would take hours
