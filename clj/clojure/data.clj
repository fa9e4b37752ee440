;; clojure.data: the differences of two values.

(ns clojure.data
  (:require [clojure.set :as set]))

(declare diff)

(defprotocol EqualityPartition
  "Which values can be compared part by part."
  (equality-partition [x] ":atom, :map, :set or :sequential; values of one partition are compared by parts."))

(defprotocol Diff
  "How values of one partition are compared."
  (diff-similar [a b] "[only-in-a only-in-b in-both] for two values of the same partition."))

(defn- diff-atoms
  [a b] (if (= a b) [nil nil a] [a b nil]))

(defn- diff-maps
  [a b]
  (let [ks (set/union (set (keys a)) (set (keys b)))]
    (reduce (fn [[only-a only-b both] k]
              (let [[x y same] (diff (get a k) (get b k))
                    in-a? (contains? a k)
                    in-b? (contains? b k)
                    same? (and in-a? in-b? (or (some? same) (and (nil? (get a k)) (nil? (get b k)))))]
                [(if (and in-a? (or (some? x) (not same?))) (assoc only-a k x) only-a)
                 (if (and in-b? (or (some? y) (not same?))) (assoc only-b k y) only-b)
                 (if same? (assoc both k same) both)]))
            [nil nil nil] ks)))

(defn- vectorize
  "{0 x, 2 y} as [x nil y]"
  [m]
  (if (seq m)
    (reduce-kv (fn [made i v] (assoc made i v))
               (vec (repeat (inc (apply max (keys m))) nil))
               m)
    nil))

(defn- diff-sequences
  [a b]
  (let [as-map (fn [coll] (zipmap (range) coll))]
    (mapv vectorize (diff-maps (as-map a) (as-map b)))))

(defn- diff-sets
  [a b]
  [(not-empty (set/difference a b)) (not-empty (set/difference b a)) (not-empty (set/intersection a b))])

(extend-protocol EqualityPartition
  nil (equality-partition [_] :atom)
  Object
  (equality-partition [x]
    (cond
      (map? x) :map
      (set? x) :set
      (or (sequential? x) (norn.prim/array? x)) :sequential
      :else :atom)))

(extend-protocol Diff
  nil (diff-similar [a b] (diff-atoms a b))
  Object
  (diff-similar [a b]
    (case (equality-partition a)
      :map (diff-maps a b)
      :set (diff-sets a b)
      :sequential (diff-sequences a b)
      (diff-atoms a b))))

(defn diff
  "Compares two values part by part: returns [only-in-a only-in-b in-both]. (diff {:a 1 :b 2} {:a 1}) => [{:b 2} nil {:a 1}]"
  [a b]
  (if (= a b)
    [nil nil a]
    (if (= (equality-partition a) (equality-partition b))
      (diff-similar a b)
      (diff-atoms a b))))
