;; Comparison and predicates of numbers.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(prn (< 1 2 3)) ;=> true
(prn (< 1 3 2)) ;=> false
(prn (<= 1 1 2)) ;=> true
(prn (> 3 2 1)) ;=> true
(prn (>= 3 3)) ;=> true
(prn (zero? 0)) ;=> true
(prn (pos? 1)) ;=> true
(prn (neg? -1)) ;=> true
(prn (even? 2)) ;=> true
(prn (odd? 3)) ;=> true
(prn (error (even? 1.5))) ;=> IllegalArgumentException
(prn (number? 1)) ;=> true
(prn (integer? 1N)) ;=> true
(prn (ratio? 1/2)) ;=> true
(prn (float? 1.5)) ;=> true
