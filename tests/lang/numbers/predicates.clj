;; Questions about numbers.
(def ^:dynamic *d* 1)
(def ^:private pv 2)
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(thrown (even? 1.5)) ;=> java.lang.IllegalArgumentException
(thrown (odd? nil)) ;=> java.lang.IllegalArgumentException
(prn (bound? #'*d*)) ;=> true
(prn (contains? (ns-publics 'clojure.string) 'join)) ;=> true
(prn (contains? (ns-publics 'user) 'pv)) ;=> false
(prn (contains? (ns-interns 'user) 'pv)) ;=> true
(prn (even? 2N)) ;=> true
(prn (odd? 3)) ;=> true
(prn (number? 1)) ;=> true
(prn (integer? 1N)) ;=> true
(prn (integer? 1.0)) ;=> false
(prn (rational? 1/2)) ;=> true
(prn (ratio? 1)) ;=> false
(prn (decimal? 1M)) ;=> true
(prn (float? 1.0)) ;=> true
(prn (int? 1N)) ;=> false
(prn (nat-int? 0)) ;=> true
(prn (NaN? ##NaN)) ;=> true
(prn (infinite? ##Inf)) ;=> true
(prn (string? "a")) ;=> true
(prn (char? \a)) ;=> true
(prn (uuid? 1)) ;=> false
(prn (inst? #inst "2020-01-01T00:00:00.000-00:00")) ;=> true
