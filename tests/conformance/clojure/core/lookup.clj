;; nth, get, and things called as functions.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(prn (nth [1 2 3] 1)) ;=> 2
(prn (error (nth [1] 5))) ;=> IndexOutOfBoundsException
(prn (nth [1] 5 :nf)) ;=> :nf
(prn (nth nil 3)) ;=> nil
(prn (nth "abc" 1)) ;=> \b
(prn (nth '(1 2 3) 2)) ;=> 3
(prn (nth (map inc [1 2]) 1)) ;=> 3
(prn (get [1 2] 0)) ;=> 1
(prn (get {:a 1} :b 2)) ;=> 2
(prn (get nil :a)) ;=> nil
(prn (get "abc" 1)) ;=> \b
(prn (get #{1} 1)) ;=> 1
(prn (get [1] -1)) ;=> nil
(prn (:a {:a 1})) ;=> 1
(prn (:a nil)) ;=> nil
(prn ({:a 1} :a)) ;=> 1
(prn ([1 2] 1)) ;=> 2
(prn (#{1} 1)) ;=> 1
(prn ('a {'a 1})) ;=> 1
(prn (:x {:a 1} 9)) ;=> 9
