;; Transients.

(prn (let [t (transient [])] (conj! t 1) (persistent! (conj! t 2)))) ;=> [1 2]
(prn (persistent! (assoc! (transient {}) :a 1))) ;=> {:a 1}
(prn (persistent! (disj! (transient #{1 2}) 1))) ;=> #{2}
(prn (persistent! (dissoc! (transient {:a 1}) :a))) ;=> {}
(prn (count (transient [1 2]))) ;=> 2
(prn (get (transient {:a 1}) :a)) ;=> 1
(prn ((transient {:a 1}) :a)) ;=> 1
(prn (persistent! (pop! (transient [1 2])))) ;=> [1]
(prn (let [t (transient [])] (persistent! t) (try (conj! t 1) (catch IllegalAccessError e :dead)))) ;=> :dead
(prn (nth (transient [1]) 0)) ;=> 1
