;; Generators: plain functions that hand out one value after the other, from any depth.
;;
;;   norn examples/generators.clj
;;
;; `generator` gives its function a `yield`; the seq of what is yielded runs the
;; function only as far as it is read. No callback has to know: `walk` below yields
;; from inside a recursion, from `run!`, from `reduce`. A generator may also wait.

(ns generators
  (:require [norn.async :as a]
            [norn.control :refer [generator]]))

(defn walk
  "Yields the leaves of nested collections, left to right."
  [yield tree]
  (if (coll? tree) (run! #(walk yield %) tree) (yield tree)))

(defn leaves [tree] (generator (fn [yield] (walk yield tree))))

(defn same-fringe?
  "Whether two trees have the same leaves. Stops at the first difference, without walking the rest."
  [a b]
  (= (leaves a) (leaves b)))

(defn primes
  "Prime numbers, without end: a sieve that keeps for each composite the primes that lead to it."
  []
  (generator
    (fn [yield]
      (loop [n 2 composites {}]
        (if-let [factors (composites n)]
          (recur (inc n)
                 (reduce (fn [m p] (update m (+ n p) conj p)) (dissoc composites n) factors))
          (do (yield n)
              (recur (inc n) (assoc composites (* n n) [n]))))))))

(defn permutations [items]
  (generator
    (fn [yield]
      (letfn [(extend [chosen left]
                (if (empty? left)
                  (yield chosen)
                  (doseq [item left]
                    (extend (conj chosen item) (remove #{item} left)))))]
        (extend [] items)))))

(defn readings
  "What a sensor says, as it says it: the consumer sees a seq, the producer sleeps between two values."
  [n]
  (generator
    (fn [yield]
      (dotimes [i n]
        (a/sleep 2)
        (yield (* i i))))))

(println "leaves:      " (leaves [1 [2 [3 4]] [[5]]]))
(println "same fringe: " (same-fringe? [1 [2 3]] [[1 2] 3]) (same-fringe? [1 [2 3]] (cons 1 (repeat [4]))))
(println "primes:      " (take 12 (primes)))
(println "permutations:" (count (permutations (range 5))) (take 3 (permutations [:a :b :c])))
(println "readings:    " (readings 5) "of which even:" (filter even? (readings 5)))
