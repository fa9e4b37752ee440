;; Calls: fib(32), 7 million of them, five times.
(defn fib [n]
  (if (< n 2)
    n
    (+ (fib (- n 1)) (fib (- n 2)))))

(println (str "result=" (reduce + (map (fn [_] (fib 32)) (range 5)))))
