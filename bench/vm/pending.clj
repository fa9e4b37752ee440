;; fib.clj with the event loop in use: a thousand tasks wait meanwhile, half of them for timers.
(require '[norn.async :refer [async await cancel! sleep yield]])

(defn fib [n]
  (if (< n 2)
    n
    (+ (fib (- n 1)) (fib (- n 2)))))

(let [gate  (promise)
      tasks (mapv (fn [i] (async (if (even? i) (await gate) (sleep 3600000)))) (range 1000))]
  (yield)
  (println (str "result=" (reduce + (map (fn [_] (fib 32)) (range 5)))))
  (run! cancel! tasks))
