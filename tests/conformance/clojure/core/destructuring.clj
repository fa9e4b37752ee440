;; Destructuring in let, fn and loop.

(prn (let [[a b & c :as d] [1 2 3 4]] [a b c d])) ;=> [1 2 (3 4) [1 2 3 4]]
(prn (let [{:keys [a b] :or {b 2} :as m} {:a 1}] [a b m])) ;=> [1 2 {:a 1}]
(prn (let [{a :x [b] :y} {:x 1 :y [2]}] [a b])) ;=> [1 2]
(prn (let [{:strs [a] :syms [b]} {"a" 1 'b 2}] [a b])) ;=> [1 2]
(prn (let [{:keys [x/a] :x/keys [b]} {:x/a 1 :x/b 2}] [a b])) ;=> [1 2]
(prn ((fn [& {:keys [a]}] a) :a 1)) ;=> 1
(prn ((fn [& {:keys [a]}] a) {:a 1})) ;=> 1
(prn ((fn [x & xs] [x xs]) 1)) ;=> [1 nil]
(prn ((fn ([] 0) ([x] x) ([x & r] r)) 1 2)) ;=> (2)
(prn (let [[a [b]] [1 nil]] [a b])) ;=> [1 nil]
(prn (let [[a] nil] a)) ;=> nil
(prn (loop [[x & xs] [1 2 3] acc 0] (if x (recur xs (+ acc x)) acc))) ;=> 6
(prn (letfn [(ev? [n] (if (= n 0) true (od? (dec n)))) (od? [n] (if (= n 0) false (ev? (dec n))))] (ev? 10))) ;=> true
