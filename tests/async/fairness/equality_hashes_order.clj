;; SEMANTICS 34: a 1 ms ticker goes on beside =, hash and compare of large collections.
(load-file "tests/async/fairness/support/ticks_beside.clj")
(def numbers (vec (range 3000000)))
(defn others [] (into [] numbers))
(defn list-of [n] (doall (map identity (range n))))
(println (< 3 (let [b (others)] (ticks-beside #(dotimes [_ 5] (= numbers b)))))) ;=> true
(println (< 3 (let [a (list-of 1000000) b (list-of 1000000)] (ticks-beside #(dotimes [_ 5] (= a b)))))) ;=> true
(println (< 3 (let [b (others)] (ticks-beside #(compare numbers b))))) ;=> true
(println (< 3 (let [b (others)] (ticks-beside #(hash b))))) ;=> true
(println (< 3 (let [a (list-of 2000000)] (ticks-beside #(hash a))))) ;=> true
(let [m (zipmap (range 300000) numbers) backwards (zipmap (range 299999 -1 -1) (range 299999 -1 -1))]
  (println (< 3 (ticks-beside #(dotimes [_ 8] (hash (assoc m -1 -1)))))) ;=> true
  (println (< 3 (ticks-beside #(println (= m backwards) (= m (assoc backwards 7 8))))))) ;=> true false
;=> true
(let [s (set (range 500000)) backwards (set (range 499999 -1 -1))]
  (println (< 3 (ticks-beside #(println (= s backwards) (= s (conj (disj backwards 1) :a))))))) ;=> true false
;=> true
;; Deep nesting: the same for each kind.
(defn nested [n wrap] (loop [i 0 x nil] (if (< i n) (recur (inc i) (wrap x)) x)))
(doseq [wrap [vector list hash-set (fn [x] {:a x})]]
  (let [a (nested 300000 wrap) b (nested 300000 wrap)]
    (println (< 3 (ticks-beside #(println (= a b) (= (hash a) (hash b))))))))
;=> true true
;=> true
;=> true true
;=> true
;=> true true
;=> true
;=> true true
;=> true
;gc-stress-every 20000 the work would take hours
