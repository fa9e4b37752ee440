;; Order, equality and hashes of numbers and other values.
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(thrown (< 1 "a")) ;=> java.lang.ClassCastException
(prn (== 1 1.0 1N 1M)) ;=> true
(prn (= 1 1M)) ;=> false
(prn (= 1.0M 1.00M)) ;=> true
(prn (compare 1 1.5)) ;=> -1
(prn (compare 1/2 0.3M)) ;=> 1
(prn (compare "a" "c")) ;=> -2
(prn (max 1 2.0 3N)) ;=> 3N
(prn (min 1 ##NaN)) ;=> ##NaN
(thrown (max)) ;=> clojure.lang.ArityException
(prn (< 1)) ;=> true
(prn (< 1 2 3)) ;=> true
(prn (= 1)) ;=> true
(prn (== 1 1.0)) ;=> true
(prn (zero? 0.0)) ;=> true
(prn (zero? -0.0)) ;=> true
(prn (pos? 1)) ;=> true
(prn (neg? 0)) ;=> false
(prn (pos-int? 0)) ;=> false
(prn (neg-int? -1)) ;=> true
(prn (= 1N 1)) ;=> true
(prn (= 1/2 0.5)) ;=> false
(prn (= (hash 1) (hash 1N))) ;=> true
(prn (compare 1 2)) ;=> -1
(prn (compare 2N 1.0)) ;=> 1
(prn (compare nil 1)) ;=> -1
(prn (compare "a" nil)) ;=> 1
(prn (compare \a \c)) ;=> -2
(prn (compare :a :b)) ;=> -1
(prn (compare 'a 'b)) ;=> -1
(prn (compare [1 2] [1 3])) ;=> -1
(prn (compare [1] [1 2])) ;=> -1
(prn (compare true false)) ;=> 1
(thrown (compare 1 "a")) ;=> java.lang.ClassCastException
(prn (sort [3 1 2.5 1/2])) ;=> (1/2 1 2.5 3)
(prn (hash-map 1 2)) ;=> {1 2}
(prn (= #inst "2020-01-01T00:00:00.000-00:00" #inst "2020-01-01T00:00:00.000-00:00")) ;=> true
(prn (compare #inst "2020-01-01T00:00:00.000-00:00" #inst "2021-01-01T00:00:00.000-00:00")) ;=> -1
(prn (= #uuid "b6883c0a-0342-4007-9966-bc2dfa6b109e" #uuid "b6883c0a-0342-4007-9966-bc2dfa6b109e")) ;=> true
