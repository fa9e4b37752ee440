(require '[norn.control :refer [reset shift1]])

(defn count-up [n]
  (if (zero? n)
    (shift1 k (k 0))
    (inc (count-up (dec n)))))

(println (reset (count-up 100000))) ;=> 100000
