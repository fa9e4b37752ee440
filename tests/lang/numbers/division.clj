;; Quotients, remainders and ratios.
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(prn (/ 1.0 0)) ;=> ##Inf
(prn (/ 1 0.0)) ;=> ##Inf
(prn (/ 0.0 0)) ;=> ##NaN
(thrown (quot 1.0 0)) ;=> java.lang.ArithmeticException
(thrown (rem 5 ##NaN)) ;=> java.lang.NumberFormatException
(prn (mod 5.5 -2)) ;=> -0.5
(prn (mod -5 3N)) ;=> 1N
(prn (quot -7N 2)) ;=> -3N
(prn (quot -0.5 1)) ;=> 0.0
(prn (quot Long/MIN_VALUE -1)) ;=> -9223372036854775808
(prn (/ Long/MIN_VALUE -1)) ;=> -9223372036854775808
(prn (/ 1M 4M)) ;=> 0.25M
(thrown (/ 1M 3M)) ;=> java.lang.ArithmeticException
(prn (/ 10M 2.00M)) ;=> 5M
(prn (quot 7.5M 2)) ;=> 3.0M
(prn (rem 7.5M 2)) ;=> 1.5M
(prn (quot 100M 0.3M)) ;=> 333M
(prn (/ 2)) ;=> 1/2
(thrown (/ 0)) ;=> java.lang.ArithmeticException
(prn (quot 10 3)) ;=> 3
(prn (quot -10 3)) ;=> -3
(prn (rem 10 -3)) ;=> 1
(prn (mod 10 -3)) ;=> -2
(prn (mod -10 3)) ;=> 2
(prn (/ 6 3)) ;=> 2
(prn (/ 1.0 3)) ;=> 0.3333333333333333
(prn (/ 6M 4)) ;=> 1.5M
