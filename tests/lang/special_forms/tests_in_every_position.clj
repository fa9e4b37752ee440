;; and, or, not, comparisons and nil? as values and as tests.
(println (for [a [1 2] b [1 2]] [(< a b) (<= a b) (> a b) (>= a b) (== a b) (= a b)]))
;=> ([false true false true true true] [true true false false false false] [false false true true false false] [false true false true true true])
(println (for [a [1 2] b [1 2]] (str (if (< a b) 1 0) (if (<= a b) 1 0) (if (> a b) 1 0) (if (>= a b) 1 0) (if (== a b) 1 0) (if (= a b) 1 0))))
;=> (010111 110000 001100 010111)
(println (map (fn [x] (str (if (< x 2) 1 0) (if (<= x 2) 1 0) (if (> x 2) 1 0) (if (>= x 2) 1 0) (if (= x 2) 1 0) (if (< 2 x) 1 0) (if (>= 2 x) 1 0))) [1 2 3 2.0 ##NaN]))
;=> (1100001 0101101 0011010 0101001 0000000)
(println (map (fn [x] [(and x 1) (or x 2) (not x) (nil? x) (if (and x (not= x 3)) :a :b) (if (or (nil? x) (= x 3)) :c :d)]) [nil false 3 4]))
;=> ([nil 2 true true :b :c] [false 2 true false :b :d] [1 3 false false :b :c] [1 4 false false :a :d])
(println (and) (or) (and 1 2 nil 3) (or nil false 3 4) (and 1 (or nil 2)) (or (and nil 1) false)) ;=> true nil nil 3 2 false
(println (when-not (or (and (< 1 2) (> 1 2)) (not (= 1 1))) :fine)) ;=> :fine
(println (if (let [x (first [nil])] x) 1 2) (if (do (first [1]) (first [])) 1 2) (if (if (pos? 1) nil 1) 1 2)) ;=> 2 2 2
(println (zero? 0) (zero? 0.0) (pos? -1) (neg? -1) (if (zero? 1) :z :nz)) ;=> true true false true :nz
(println (try (< 1 nil) (catch Exception _ :threw)) (try (if (< "a" 1) 1 2) (catch Exception _ :threw))) ;=> :threw :threw
