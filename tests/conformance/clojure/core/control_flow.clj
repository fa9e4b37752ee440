;; Conditions, case, threading, loops.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(prn (if-let [x nil] 1 2)) ;=> 2
(prn (when-let [[a] [1]] a)) ;=> 1
(prn (if-some [x false] [x] :n)) ;=> [false]
(prn (when-some [x nil] 1)) ;=> nil
(prn (when-first [x [1 2]] x)) ;=> 1
(prn (cond false 1 :else 2)) ;=> 2
(prn (cond)) ;=> nil
(prn (condp = 2 1 :a 2 :b)) ;=> :b
(prn (condp some [1 2] #{3} :>> inc #{2} :>> inc)) ;=> 3
(prn (error (condp = 3 1 :a))) ;=> IllegalArgumentException
(prn (case 1 1 :a)) ;=> :a
(prn (case :x :x 1 :y 2)) ;=> 1
(prn (case 5 1 2 :d)) ;=> :d
(prn (error (case 5 1 2))) ;=> IllegalArgumentException
(prn (case '(1 2) (1 2) :l [1 2] :v)) ;=> :v
(prn (case [1 2] [1 2] :v)) ;=> :v
(prn (case "s" "s" 1)) ;=> 1
(prn (case nil nil 1 2)) ;=> 1
(prn (case 'a a 1)) ;=> 1
(prn (-> 1 inc (- 5))) ;=> -3
(prn (->> [1 2] (map inc) (reduce +))) ;=> 5
(prn (as-> 1 x (+ x 1))) ;=> 2
(prn (cond-> 1 true inc false dec)) ;=> 2
(prn (cond->> [1] true (map inc))) ;=> (2)
(prn (some-> {:a 1} :a inc)) ;=> 2
(prn (some-> {} :a inc)) ;=> nil
(prn (some->> nil (map inc))) ;=> nil
(prn (while false)) ;=> nil
(prn (dotimes [i 2])) ;=> nil
(prn (doseq [x [1]])) ;=> nil
(prn (for [x [1 2 3] :when (odd? x) :let [y (* x x)]] y)) ;=> (1 9)
(prn (for [x (range 5) :while (< x 3) y [x]] y)) ;=> (0 1 2)
(prn (and)) ;=> true
(prn (and 1 nil)) ;=> nil
(prn (or)) ;=> nil
(prn (or nil 2)) ;=> 2
(prn (not nil)) ;=> true
(prn (when false)) ;=> nil
(prn (if-not true 1 2)) ;=> 2
