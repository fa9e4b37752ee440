;; Search by continuations that are called many times.
;;
;;   norn examples/amb.clj
;;
;; `(choose xs)` returns one of xs; where that leads nowhere, `(fail)` goes back and
;; another one is returned from the same place. It is not a loop: `choose` takes the
;; rest of the computation as a function (shift) and calls it once for each choice.
;; The code in between is plain: it may sit in other functions, in `reduce`, in `for`.

(ns amb
  (:require [norn.control :refer [reset shift]]))

(defn choose
  "One of xs: the rest of the search runs with each, in order."
  [xs]
  (shift k (mapcat k xs)))

(defn fail [] (shift k ()))

(defn require-that [condition] (when-not condition (fail)))

(defmacro solutions
  "A seq of the values of body for every way through its choices."
  [& body]
  `(reset (list (do ~@body))))

(defn triples
  "Pythagorean triples up to n."
  [n]
  (solutions
    (let [a (choose (range 1 n))
          b (choose (range a n))
          c (choose (range b n))]
      (require-that (= (* c c) (+ (* a a) (* b b))))
      [a b c])))

(defn safe? [queens column]
  (every? (fn [[distance other]] (not (or (= other column) (= distance (abs (- other column))))))
          (map-indexed (fn [i other] [(inc i) other]) (rseq queens))))

(defn queens
  "Every way to place n queens that do not attack each other: a column for each row."
  [n]
  (solutions
    (reduce (fn [placed _]
              (let [column (choose (range n))]
                (require-that (safe? placed column))
                (conj placed column)))
            []
            (range n))))

(def neighbours
  {:wa [:nt :sa] :nt [:wa :sa :q] :sa [:wa :nt :q :nsw :v] :q [:nt :sa :nsw] :nsw [:q :sa :v] :v [:sa :nsw] :t []})

(defn colourings
  "Colours for the states of Australia, different for neighbours."
  [colours]
  (solutions
    (reduce (fn [map-so-far state]
              (let [colour (choose colours)]
                (require-that (not-any? #(= colour (map-so-far %)) (neighbours state)))
                (assoc map-so-far state colour)))
            (sorted-map)
            (sort (keys neighbours)))))

(println "triples:   " (triples 21))
(println "queens:    " (count (queens 6)) "for 6," (first (queens 8)) "for 8")
(println "colourings:" (count (colourings [:red :green :blue])) "with 3 colours," (count (colourings [:red :green])) "with 2")
(println (first (colourings [:red :green :blue])))
