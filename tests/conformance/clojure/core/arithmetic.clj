;; Arithmetic on all kinds of numbers.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(prn (+)) ;=> 0
(prn (+ 1)) ;=> 1
(prn (+ 1 2.5)) ;=> 3.5
(prn (+ 1/2 1/3)) ;=> 5/6
(prn (- 5)) ;=> -5
(prn (- 5 2 1)) ;=> 2
(prn (* 2 3 4)) ;=> 24
(prn (/ 6 4)) ;=> 3/2
(prn (/ 1 2.0)) ;=> 0.5
(prn (/ 5)) ;=> 1/5
(prn (quot 7 2)) ;=> 3
(prn (rem -7 2)) ;=> -1
(prn (mod -7 2)) ;=> 1
(prn (inc 1)) ;=> 2
(prn (dec 1)) ;=> 0
(prn (max 1 2.5 3)) ;=> 3
(prn (min 4 2)) ;=> 2
(prn (error (+ 9223372036854775807 1))) ;=> ArithmeticException
(prn (+' 9223372036854775807 1)) ;=> 9223372036854775808N
(prn (* 1N 5)) ;=> 5N
(prn (= 1 1N)) ;=> true
(prn (= 1 1.0)) ;=> false
(prn (== 1 1.0)) ;=> true
(prn (error (/ 1 0))) ;=> ArithmeticException
(prn (/ 1.0 0)) ;=> ##Inf
(prn (rationalize 1.5)) ;=> 3/2
(prn (bigint 5)) ;=> 5N
(prn (bigdec 1.5)) ;=> 1.5M
(prn 1.5M) ;=> 1.5M
(prn (+ 1.5M 1)) ;=> 2.5M
