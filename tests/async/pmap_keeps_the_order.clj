;flags --virtual-time
(require '[norn.async :as a])
(println (pmap (fn [n] (a/sleep (- 10 n)) (* n n)) (range 10))) ;=> (0 1 4 9 16 25 36 49 64 81)
(println (pcalls (fn [] 1) (fn [] 2)) (pvalues (+ 1 1) (+ 2 2))) ;=> (1 2) (2 4)
