;; Nondeterministic search: every choice point resumes its continuation once per alternative.
(require '[norn.control :refer [reset shift]])

(defn choose [alternatives]
  (shift k (mapcat k alternatives)))

(println
  (reset
    (let [a (choose (range 1 20))
          b (choose (range a 20))
          c (choose (range b 20))]
      (if (= (+ (* a a) (* b b)) (* c c))
        [[a b c]]
        [])))) ;=> ([3 4 5] [5 12 13] [6 8 10] [8 15 17] [9 12 15])
