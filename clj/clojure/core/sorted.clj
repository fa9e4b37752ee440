;; Sorting, and sorted collections with the comparator of the program.
;;
;; Sorting by the natural order is the host's (it bails on user types); with a
;; comparator it is the merge sort below, so that the comparator may wait.

(defn comparator
  "Makes a three-way comparator of a predicate that means `less`. (sort (comparator >) [1 2]) => (2 1)"
  [pred]
  (fn [x y]
    (cond (pred x y) -1 (pred y x) 1 :else 0)))

(defn- merge-runs
  "Merges the sorted runs [start, middle) and [middle, end) of array `from` into `to`. before?: does y belong before x?"
  [before? from to start middle end]
  (loop [i start j middle k start]
    (if (< k end)
      (if (and (< i middle)
               (or (>= j end)
                   (not (before? (aget from j) (aget from i)))))
        (do (aset to k (aget from i))
            (recur (inc i) j (inc k)))
        (do (aset to k (aget from j))
            (recur i (inc j) (inc k))))
      nil)))

(defn- insertion-sort
  "Sorts [start, end) of the array in place; stable."
  [before? array start end]
  (loop [i (inc start)]
    (when (< i end)
      (let [item (aget array i)]
        (loop [j i]
          (if (and (> j start) (before? item (aget array (dec j))))
            (do (aset array j (aget array (dec j)))
                (recur (dec j)))
            (aset array j item))))
      (recur (inc i)))))

(def ^{:private true :doc "Runs of so many items are sorted by insertion."} run-length 8)

(defn- sort-array
  "Sorts the array, stable; returns the array that holds the result (it or a helper). before?: y sorts before x."
  [before? array]
  (let [n (alength array)]
    (loop [start 0]
      (when (< start n)
        (insertion-sort before? array start (min n (+ start run-length)))
        (recur (+ start run-length))))
    (loop [width run-length from array to (object-array n)]
      (if (< width n)
        (do (loop [start 0]
              (when (< start n)
                (let [middle (min n (+ start width))
                      end (min n (+ middle width))]
                  (merge-runs before? from to start middle end)
                  (recur end))))
            (recur (* 2 width) to from))
        from))))

(defn- before-function
  "(f y x) as a plain test \"y sorts before x\": comparators may answer with a number or, as predicates, with a boolean."
  [comp]
  (fn [y x]
    (let [answer (comp y x)]
      (if (number? answer)
        (< answer 0)
        (boolean answer)))))

(defn sort
  "Returns a sorted seq of the items, stable; by `compare`, or by comp, a comparator or a predicate that means `less`.
  (sort > [1 3 2]) => (3 2 1)"
  ([coll]
   (if (seq coll)
     (seq (norn.prim/sort-natural (to-array coll)))
     ()))
  ([comp coll]
   (if (identical? comp compare)
     (sort coll)
     (if (seq coll)
       (seq (sort-array (before-function comp) (norn.prim/copy-array (to-array coll))))
       ()))))

(defn sort-by
  "Returns a seq of the items sorted by (keyfn item), as sort does. (sort-by count [\"ab\" \"c\"]) => (\"c\" \"ab\")"
  ([keyfn coll] (sort-by keyfn compare coll))
  ([keyfn comp coll]
   (let [before? (if (identical? comp compare)
                   (fn [y x] (< (compare (nth y 0) (nth x 0)) 0))
                   (let [before? (before-function comp)]
                     (fn [y x] (before? (nth y 0) (nth x 0)))))
         pairs (reduce (fn [made item] (conj! made [(keyfn item) item])) (transient []) coll)
         pairs (persistent! pairs)]
     (if (seq pairs)
       (let [sorted (sort-array before? (object-array pairs))]
         (seq (mapv (fn [pair] (nth pair 1)) sorted)))
       ()))))

(defn shuffle
  "Returns a vector of the items in random order."
  [coll]
  (let [array (norn.prim/copy-array (to-array coll))]
    (loop [i (dec (alength array))]
      (when (> i 0)
        (let [j (rand-int (inc i))
              item (aget array i)]
          (aset array i (aget array j))
          (aset array j item)
          (recur (dec i)))))
    (vec array)))

(defn rand-nth
  "Returns a random item of a collection with constant-time nth. IndexOutOfBoundsException if it is empty."
  [coll] (nth coll (rand-int (count coll))))
