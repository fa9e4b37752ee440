;; Bit operations.
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(thrown (bit-and 1N 1)) ;=> java.lang.IllegalArgumentException
(thrown (bit-and 1.0 1)) ;=> java.lang.IllegalArgumentException
(prn (bit-shift-left 1 64)) ;=> 1
(prn (bit-shift-right -1 70)) ;=> -1
(prn (bit-and 12 10)) ;=> 8
(prn (bit-or 12 10)) ;=> 14
(prn (bit-xor 12 10)) ;=> 6
(prn (bit-and-not 12 10)) ;=> 4
(prn (bit-not 5)) ;=> -6
(prn (bit-set 0 3)) ;=> 8
(prn (bit-clear 15 3)) ;=> 7
(prn (bit-flip 15 0)) ;=> 14
(prn (bit-test 4 2)) ;=> true
(prn (unsigned-bit-shift-right -1 60)) ;=> 15
(prn (bit-and 1 2 3)) ;=> 0
(prn (bit-shift-left 1 -1)) ;=> -9223372036854775808
