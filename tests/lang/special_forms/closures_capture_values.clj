;; A closure made in a loop keeps the values of its own turn.
(println (map #(%) (loop [i 0 fs []] (if (< i 3) (recur (inc i) (conj fs (fn [] i))) fs)))) ;=> (0 1 2)
(def counters (mapv (fn [start] (let [state (atom start)] (fn [] (swap! state inc)))) [10 20]))
(println ((counters 0)) ((counters 0)) ((counters 1))) ;=> 11 12 21
(println ((((fn [a] (fn [b] (fn [c] [a b c]))) 1) 2) 3)) ;=> [1 2 3]
(println (letfn [(ev? [n] (if (zero? n) true (od? (dec n)))) (od? [n] (if (zero? n) false (ev? (dec n))))]
           [(ev? 1000) (od? 7) (map ev? [1 2])])) ;=> [true true (false true)]
(println ((fn fact [n] (if (< n 2) 1 (* n (fact (dec n))))) 20)) ;=> 2432902008176640000
(println (let [f (fn self [n] (if (pos? n) (map (fn [_] (self (dec n))) [1]) :end))] (f 2))) ;=> ((:end))
