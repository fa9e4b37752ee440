;; clojure.math.
(require '[clojure.math :as m])
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(prn (m/pow 2 10)) ;=> 1024.0
(prn (m/round 2.5)) ;=> 3
(prn (m/round -2.5)) ;=> -2
(prn (m/round 0.49999999999999994)) ;=> 0
(prn (m/floor-div -7 2)) ;=> -4
(prn (m/floor-mod -7 2)) ;=> 1
(prn (m/sqrt -1)) ;=> ##NaN
(prn (m/ceil -0.5)) ;=> -0.0
(prn (m/ulp 1.0)) ;=> 2.220446049250313E-16
(prn (m/signum -2.0)) ;=> -1.0
(prn (m/get-exponent 1024.0)) ;=> 10
(prn (m/scalb 1.0 4)) ;=> 16.0
(prn (m/next-after 1.0 2)) ;=> 1.0000000000000002
(thrown (m/add-exact Long/MAX_VALUE 1)) ;=> java.lang.ArithmeticException
(prn (m/to-degrees m/PI)) ;=> 180.0
(prn (m/IEEE-remainder 5 3)) ;=> -1.0
(prn (m/rint 2.5)) ;=> 2.0
(prn (m/log10 1000)) ;=> 3.0
(prn (m/cbrt 27)) ;=> 3.0
(prn (m/hypot 3 4)) ;=> 5.0
(prn (m/atan2 1 1)) ;=> 0.7853981633974483
(prn (m/copy-sign 1 -2)) ;=> -1.0
(prn (m/expm1 1.0E-10)) ;=> 1.00000000005E-10
(prn (m/pow 1 ##Inf)) ;=> ##NaN
(prn (m/pow 2 ##NaN)) ;=> ##NaN
(prn (m/pow ##NaN 0)) ;=> 1.0
