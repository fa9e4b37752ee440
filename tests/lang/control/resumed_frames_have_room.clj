;; A copy of a continuation has as much room as its frames may use: what follows the resumption may need more registers.
(require '[norn.control :refer [reset shift]])
(defn choose [xs] (shift k (mapcat k xs)))
(defn same [a b c] [a b c])
(defn search [n]
  (reset
    (list
      (reduce (fn [placed row]
                (let [column (choose (range n))]
                  (identity (same placed row column))
                  (conj placed (nth (identity (same placed row column)) 2))))
              []
              (range n)))))
(println (search 2)) ;=> ([0 0] [0 1] [1 0] [1 1])
(println (count (distinct (search 4)))) ;=> 256
