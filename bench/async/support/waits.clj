;; n tasks each await a promise of their own; the promises are delivered once all tasks wait.
(require '[norn.async :refer [async await yield]])

(defn one-round [n]
  (let [gates (mapv (fn [_] (promise)) (range n))
        tasks (mapv (fn [gate] (async (inc (await gate)))) gates)]
    (yield)
    (dotimes [i n]
      (deliver (nth gates i) i))
    (reduce (fn [sum task] (+ sum (await task))) 0 tasks)))

(defn rounds [count n]
  (loop [i 0 sum 0]
    (if (< i count)
      (recur (inc i) (+ sum (one-round n)))
      sum)))
