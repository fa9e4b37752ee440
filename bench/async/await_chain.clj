;; Each task of a chain of 10,000 awaits the next one and adds 1; a hundred chains.
(require '[norn.async :refer [async await]])

(defn chain [depth]
  (async (if (zero? depth)
           0
           (inc (await (chain (dec depth)))))))

(println (str "result=" (reduce (fn [sum _] (+ sum (await (chain 10000)))) 0 (range 100))))
