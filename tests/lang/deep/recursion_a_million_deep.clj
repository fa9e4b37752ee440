;gc-stress-every 20000 quadratic: every collection scans the whole deep stack
;; Not in tail position: recursion is limited by memory, not by the C stack.
(defn sum-to [n] (if (zero? n) 0 (+ n (sum-to (dec n)))))
(println (sum-to 1000000)) ;=> 500000500000
(println (letfn [(even2? [n] (if (zero? n) true (not (odd2? (dec n))))) (odd2? [n] (if (zero? n) true (not (even2? (dec n)))))] (even2? 1000000))) ;=> true
