;; No host frame stands between: map, reduce and sort-by are inside the captured part.
(require '[norn.control :refer [reset shift]])
(println (reset (doall (map (fn [n] (if (= n 2) (shift k [(k 20) (k 30)]) n)) (list 1 2 3))))) ;=> [(1 20 3) (1 30 3)]
(println (reset (reduce (fn [sum n] (+ sum (if (= n 2) (shift k (list (k 0) (k 100))) n))) 0 [1 2 3]))) ;=> (4 104)
(println (reset (sort-by (fn [n] (if (= n 2) (shift k [(k 0) (k 9)]) n)) [3 2 1]))) ;=> [(2 1 3) (1 3 2)]
