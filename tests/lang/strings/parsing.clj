;; parse-long and its kin.
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(prn (parse-long "+5")) ;=> 5
(prn (parse-long "5.0")) ;=> nil
(prn (parse-long "")) ;=> nil
(thrown (parse-long nil)) ;=> java.lang.IllegalArgumentException
(thrown (parse-long 5)) ;=> java.lang.IllegalArgumentException
(prn (parse-double "1e3")) ;=> 1000.0
(prn (parse-double "abc")) ;=> nil
(prn (parse-double " 1 ")) ;=> 1.0
(prn (parse-double "NaN")) ;=> ##NaN
(prn (parse-double "Infinity")) ;=> ##Inf
(prn (parse-double "0x1p3")) ;=> 8.0
(prn (parse-double "1f")) ;=> 1.0
(prn (parse-uuid "x")) ;=> nil
(prn (parse-uuid "b6883c0a-0342-4007-9966-bc2dfa6b109e")) ;=> #uuid "b6883c0a-0342-4007-9966-bc2dfa6b109e"
(prn (parse-uuid "1-1-1-1-1")) ;=> #uuid "00000001-0001-0001-0001-000000000001"
(prn (parse-boolean "TRUE")) ;=> nil
(prn (Long/parseLong "12")) ;=> 12
(thrown (Long/parseLong "zz")) ;=> java.lang.NumberFormatException
(prn (Integer/parseInt "ff" 16)) ;=> 255
(prn (Double/parseDouble "1.5")) ;=> 1.5
(thrown (Double/parseDouble "x")) ;=> java.lang.NumberFormatException
(prn (Boolean/parseBoolean "true")) ;=> true
(prn (String/valueOf 1)) ;=> "1"
