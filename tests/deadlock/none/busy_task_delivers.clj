;; The awaited task computes.
(require '[norn.async :as a])
(def answer (promise))
(async (loop [i 0] (if (< i 100000) (recur (inc i)) (deliver answer i))))
(println @answer) ;=> 100000
