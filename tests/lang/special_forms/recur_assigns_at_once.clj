;; All arguments of recur are evaluated before any variable changes, in whatever order the compiler takes them.
(println (loop [a 1 b 2 c 3 n 0] (if (< n 1) (recur b c a (inc n)) [a b c]))) ;=> [2 3 1]
(println (loop [a 1 b 5 c 0 n 0] (if (= n 1) [a b c] (recur (+ a b) b (+ a b b) (inc n))))) ;=> [6 5 11]
(println ((fn [a b n] (if (zero? n) [a b] (recur b (+ a b) (dec n)))) 0 1 10)) ;=> [55 89]
(println (loop [i 0 seen []] (if (< i 3) (recur (inc i) (conj seen i)) [i seen]))) ;=> [3 [0 1 2]]
(println (loop [i 0 j 10] (if (< i j) (recur (inc i) (dec j)) [i j]))) ;=> [5 5]
(println (loop [x 1.5 n 0] (if (< x 100) (recur (* x 2) (inc n)) [x n]))) ;=> [192.0 7]
(println (loop [x 0.5] (if (< x 3) (recur (inc x)) x))) ;=> 3.5
(println (loop [x 9223372036854775806N] (if (< x 9223372036854775809N) (recur (inc x)) x))) ;=> 9223372036854775809N
(println ((fn f [x & more] (if more (recur (+ x (first more)) (next more)) x)) 1 2 3 4)) ;=> 10
