;; Bit operations.

(prn (bit-and 12 10)) ;=> 8
(prn (bit-or 12 10 1)) ;=> 15
(prn (bit-xor 12 10)) ;=> 6
(prn (bit-not 5)) ;=> -6
(prn (bit-shift-left 1 10)) ;=> 1024
(prn (bit-shift-right -8 1)) ;=> -4
(prn (unsigned-bit-shift-right -1 60)) ;=> 15
(prn (bit-test 5 0)) ;=> true
(prn (bit-set 0 3)) ;=> 8
(prn (bit-and-not 7 2)) ;=> 5
