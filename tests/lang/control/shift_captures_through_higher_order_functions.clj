;; No host frame stands between the reset and the shift: reduce, some, update and swap! are inside the captured part.
(require '[norn.control :refer [reset shift]])
(println (reset (reduce (fn [sum n] (+ sum (if (= n 2) (shift k (list (k 0) (k 100))) n))) 0 [1 2 3]))) ;=> (4 104)
(println (reset (some (fn [n] (if (= n 2) (shift k [(k nil) (k :two)]) (when (= n 3) :three))) [1 2 3]))) ;=> [:three :two]
(println (reset (update {:a 1} :a (fn [n] (shift k [(k n) (k (inc n))]))))) ;=> [{:a 1} {:a 2}]
(println (reset (apply max (list 1 (shift k [(k 0) (k 9)]) 3)))) ;=> [3 9]
(println (reset (reduce-kv (fn [m k v] (assoc m v (shift k2 [(k2 k) (k2 :other)]))) {} {:a 1}))) ;=> [{1 :a} {1 :other}]
