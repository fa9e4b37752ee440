;; Arithmetic on nil names the operation and what it got.
(defn add-one [n]
  (inc n))

(println (add-one nil))
;exit 1
