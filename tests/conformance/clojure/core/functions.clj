;; Functions that make functions.

(prn (apply + 1 [2 3])) ;=> 6
(prn (apply max [1 3 2])) ;=> 3
(prn (apply str [1 2])) ;=> "12"
(prn ((comp inc inc) 1)) ;=> 3
(prn ((comp) 1)) ;=> 1
(prn ((partial + 1 2) 3)) ;=> 6
(prn ((juxt inc dec) 1)) ;=> [2 0]
(prn ((complement nil?) 1)) ;=> true
(prn ((constantly 1) 2 3)) ;=> 1
(prn ((fnil inc 0) nil)) ;=> 1
(prn ((every-pred odd? pos?) 1)) ;=> true
(prn ((some-fn :a :b) {:b 1})) ;=> 1
(prn (identity 1)) ;=> 1
(prn (trampoline (fn f [n] (if (> n 0) #(f (dec n)) :done)) 10)) ;=> :done
(prn ((memoize inc) 1)) ;=> 2
(prn (let [f (memoize (fn [x] (rand)))] (= (f 1) (f 1)))) ;=> true
