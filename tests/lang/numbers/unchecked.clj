;; Arithmetic that wraps around.

(prn (unchecked-add Long/MAX_VALUE 1)) ;=> -9223372036854775808
(prn (unchecked-inc 1.5)) ;=> 2.5
(prn (unchecked-multiply Long/MAX_VALUE 2)) ;=> -2
(prn (unchecked-int 4294967297)) ;=> 1
(prn (unchecked-byte 200)) ;=> -56
(prn (unchecked-char 65)) ;=> \A
(prn (unchecked-long 1.0E20)) ;=> 9223372036854775807
(prn (unchecked-add-int 2147483647 1)) ;=> -2147483648
(prn (unchecked-negate Long/MIN_VALUE)) ;=> -9223372036854775808
(prn (unchecked-divide-int 7 2)) ;=> 3
