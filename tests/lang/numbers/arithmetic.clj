;; Sums, differences and products over the whole tower.
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(prn (- 0.0)) ;=> -0.0
(thrown (- Long/MIN_VALUE)) ;=> java.lang.ArithmeticException
(thrown (+ 1 nil)) ;=> java.lang.NullPointerException
(thrown (+ 1 "a")) ;=> java.lang.ClassCastException
(prn (+ 1.0M 2)) ;=> 3.0M
(prn (* 1.50M 2.0M)) ;=> 3.000M
(prn (- 1M 1/2)) ;=> 0.5M
(prn (inc' Long/MAX_VALUE)) ;=> 9223372036854775808N
(thrown (inc Long/MAX_VALUE)) ;=> java.lang.ArithmeticException
(thrown (* 99999999999 99999999999)) ;=> java.lang.ArithmeticException
(prn (*' 99999999999 99999999999)) ;=> 9999999999800000000001N
(prn (+)) ;=> 0
(prn (*)) ;=> 1
(thrown (-)) ;=> clojure.lang.ArityException
(prn (- 5)) ;=> -5
(thrown (inc nil)) ;=> java.lang.NullPointerException
(prn (+ 1/2 0.5)) ;=> 1.0
(prn (+ 1/2 0.5M)) ;=> 1.0M
(prn (* 1.0 1N)) ;=> 1.0
(prn (- 1N 1)) ;=> 0N
