;; The continuation holds 100,000 frames of a non-tail recursion; resumed twice it gives both answers.
(require '[norn.control :refer [reset shift]])

(defn count-up [n]
  (if (zero? n)
    (shift k [(k 0) (k 1)])
    (inc (count-up (dec n)))))

(println (reset (count-up 100000))) ;=> [100000 100001]
