;; Entries whose keys are forms, 'a or [(f)], went behind the others.
(println {:x 'a 'y 2 "z" 3 'w 5}) ;=> {:x a, y 2, z 3, w 5}
(println {(inc 1) 1 'a 2 [3] 3 :k (dec 3)}) ;=> {2 1, a 2, [3] 3, :k 2}
(defn f [x] {:x 'a 'y x "z" 3 'w 5 [(inc x)] #(x) 7 8})
(println (keys (f 3))) ;=> (:x y z w [4] 7)
(defmacro m [] {:a 1 ''b 2 [1 ''c] 3 "d" ''e})
(println (m) '{:a 1 b 2 [1 c] 3 "d" e}) ;=> {:a 1, b 2, [1 c] 3, d e} {:a 1, b 2, [1 c] 3, d e}
(println (try (eval '{:a 1 (keyword "a") 2}) (catch IllegalArgumentException e (ex-message e)))) ;=> Duplicate key in a map literal
(println (meta ^{:m (+ 1 2)} {'a 1})) ;=> {:m 3}
