;; Sorting, and sorted collections with the comparator of the program.
;;
;; Sorting by the natural order is the host's (it bails on user types); with a
;; comparator it is the merge sort below, so that the comparator may wait.

(defn comparator
  "Makes a three-way comparator of a predicate that means `less`. (sort (comparator >) [1 2]) => (2 1)"
  [pred]
  (fn [x y]
    (cond (pred x y) -1 (pred y x) 1 :else 0)))

(defn- sort-array
  "A new array of the items of an array sorted by comp, stable; or sorted by their keys, an array as long. The merge sort is the
  host's; it hands out one question to comp after the other, so that comp may wait."
  [comp state]
  (loop [answer nil]
    (let [answer (norn.prim/sort-step! state comp answer)]
      (if (identical? answer state)
        (norn.prim/sort-result state)
        (recur answer)))))

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
       (seq (sort-array comp (norn.prim/sort-begin (to-array coll))))
       ()))))

(defn sort-by
  "Returns a seq of the items sorted by (keyfn item), as sort does. (sort-by count [\"ab\" \"c\"]) => (\"c\" \"ab\")"
  ([keyfn coll] (sort-by keyfn compare coll))
  ([keyfn comp coll]
   (if (seq coll)
     (let [items (to-array coll)
           keys (to-array (mapv keyfn items))]
       (seq (if (identical? comp compare)
              (norn.prim/sort-natural-by items keys)
              (sort-array comp (norn.prim/sort-begin items keys)))))
     ())))

(norn.prim/set-twin! "norn.prim/sort-natural"
  (fn [items] (sort-array compare (norn.prim/sort-begin items))))
(norn.prim/set-twin! "norn.prim/sort-natural-by"
  (fn [items keys] (sort-array compare (norn.prim/sort-begin items keys))))

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
