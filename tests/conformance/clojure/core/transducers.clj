;; Transducers.

(prn (into [] (comp (map inc) (filter even?)) [1 2 3])) ;=> [2 4]
(prn (transduce (take 2) + [1 2 3])) ;=> 3
(prn (sequence (map +) [1 2] [3 4])) ;=> (4 6)
(prn (into [] (partition-all 2) [1 2 3])) ;=> [[1 2] [3]]
(prn (into [] (partition-by odd?) [1 3 2])) ;=> [[1 3] [2]]
(prn (into [] (mapcat range) [1 2])) ;=> [0 0 1]
(prn (into [] (dedupe) [1 1 2])) ;=> [1 2]
(prn (into [] (distinct) [1 2 1])) ;=> [1 2]
(prn (into [] (take-while odd?) [1 2 3])) ;=> [1]
(prn (into [] (drop 1) [1 2])) ;=> [2]
(prn (into [] (drop-while odd?) [1 2 3])) ;=> [2 3]
(prn (into [] (interpose :x) [1 2])) ;=> [1 :x 2]
(prn (into [] (map-indexed vector) [:a])) ;=> [[0 :a]]
(prn (into [] (keep identity) [1 nil])) ;=> [1]
(prn (into [] cat [[1] [2]])) ;=> [1 2]
(prn (into [] (take-nth 2) (range 5))) ;=> [0 2 4]
(prn (into [] (replace {1 :a}) [1 2])) ;=> [:a 2]
(prn (eduction (map inc) [1 2])) ;=> (2 3)
(prn (reduce + (eduction (map inc) [1 2]))) ;=> 5
(prn (transduce (halt-when #{3}) conj [] [1 2 3 4])) ;=> 3
(prn (into [] (random-sample 1.0) [1 2])) ;=> [1 2]
(prn (unreduced (reduced 1))) ;=> 1
(prn (reduced? (reduced 1))) ;=> true
(prn (run! identity [1])) ;=> nil
(prn (sequence [1])) ;=> (1)
(prn (sequence nil)) ;=> ()
