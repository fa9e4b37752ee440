;; =, hash, compare.

(prn (= [1 2] '(1 2))) ;=> true
(prn (= {:a 1} {:a 1.0})) ;=> false
(prn (= #{1 2} #{2 1})) ;=> true
(prn (= (range 3) [0 1 2])) ;=> true
(prn (= "a" \a)) ;=> false
(prn (= nil false)) ;=> false
(prn (= 1/2 0.5)) ;=> false
(prn (= [] nil)) ;=> false
(prn (= {} [])) ;=> false
(prn (= (sorted-map :a 1) {:a 1})) ;=> true
(prn (= (lazy-seq [1]) [1])) ;=> true
(prn (= [(lazy-seq [1])] [[1]])) ;=> true
(prn (hash-set [1] '(1))) ;=> #{[1]}
(prn (= (hash [1 2]) (hash '(1 2)) (hash (map identity [1 2])))) ;=> true
(prn (= (hash {:a 1}) (hash (sorted-map :a 1)))) ;=> true
(prn (get {[1 2] :v} (map inc [0 1]))) ;=> :v
(prn (contains? #{[1]} (lazy-seq [1]))) ;=> true
(prn ({(lazy-seq [1]) 2} [1])) ;=> 2
(prn (not= 1 2)) ;=> true
(prn (= 1)) ;=> true
(prn (distinct [[1] '(1)])) ;=> ([1])
(prn (= 'a 'a)) ;=> true
(prn (= :a :b)) ;=> false
(prn (= \a \a)) ;=> true
(prn (= #"a" #"a")) ;=> false
(prn (= 1N 1)) ;=> true
(prn (= 1.0M 1.00M)) ;=> true
(prn (compare 1.0 1)) ;=> 0
(prn (= (->> (range 5) (map inc)) [1 2 3 4 5])) ;=> true
(prn (= ##NaN ##NaN)) ;=> false
(prn (= [##NaN] [##NaN])) ;=> false
