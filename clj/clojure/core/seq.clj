;; Functions on seqs that are not lazy.

(defn second
  "Returns the second item of a seqable, nil if it has none. (second [1 2]) => 2"
  [coll] (first (next coll)))

(defn ffirst
  "Same as (first (first x))."
  [x] (first (first x)))

(defn nfirst
  "Same as (next (first x))."
  [x] (next (first x)))

(defn fnext
  "Same as (first (next x))."
  [x] (first (next x)))

(defn nnext
  "Same as (next (next x))."
  [x] (next (next x)))

(defn last
  "Returns the last item of a seqable, nil if it is empty. Linear time; see peek for vectors."
  [coll]
  (loop [left (seq coll)]
    (let [more (next left)]
      (if more (recur more) (first left)))))

(defn butlast
  "Returns a seq of all items but the last, nil if there are none. Linear time. (butlast [1 2 3]) => (1 2)"
  [coll]
  (loop [left (seq coll) made []]
    (if (next left)
      (recur (next left) (conj made (first left)))
      (seq made))))

(defn nthnext
  "Returns the seq after n items of coll, nil if nothing is left. (nthnext [1 2 3] 1) => (2 3)"
  [coll n]
  (loop [n n left (seq coll)]
    (if (and left (> n 0))
      (recur (dec n) (next left))
      left)))

(defn nthrest
  "Returns what is left of coll after n items, () if nothing is. (nthrest [1] 3) => ()"
  [coll n]
  (if (> n 0)
    (loop [n n left (seq coll)]
      (if (and left (> n 0))
        (recur (dec n) (next left))
        (if left left ())))
    coll))

(defn take-last
  "Returns a seq of the last n items of coll, nil if there are none."
  [n coll]
  (loop [left (seq coll) lead (seq (nthnext coll n))]
    (if lead
      (recur (next left) (next lead))
      left)))

(defn empty?
  "Returns true if coll has no items: (not (seq coll)). (empty? nil) => true"
  [coll]
  (if (counted? coll) (= 0 (count coll)) (not (seq coll))))

(defn not-empty
  "Returns coll, or nil if it has no items. (not-empty []) => nil"
  [coll] (if (seq coll) coll nil))

(defn dorun
  "Realizes a lazy seq (or its first n items) for its side effects without holding its head; returns nil."
  ([coll]
   (loop [left (seq coll)]
     (if left (recur (next left)) nil)))
  ([n coll]
   (loop [n n left (seq coll)]
     (if (and left (> n 0)) (recur (dec n) (next left)) nil))))

(defn doall
  "Realizes a lazy seq (or its first n items) for its side effects and returns it."
  ([coll] (dorun coll) coll)
  ([n coll] (dorun n coll) coll))

(defn bounded-count
  "Returns the number of items: exact if coll is counted, else counting at most n."
  [n coll]
  (if (counted? coll)
    (count coll)
    (loop [i 0 left (seq coll)]
      (if (and left (< i n)) (recur (inc i) (next left)) i))))

(defn reverse
  "Returns a list of the items of coll in reverse order. (reverse [1 2]) => (2 1)"
  [coll] (reduce conj () coll))

(defn seqable?
  "Returns true if (seq x) works: nil, collections, strings, arrays."
  [x]
  (or (nil? x) (coll? x) (string? x) (norn.prim/array? x)
      (and (norn.prim/user-type? x)
           (boolean (or (norn.prim/type-method x 'seq) (norn.prim/type-method x 'iterator))))))

(defn mapv
  "Returns a vector of (f item) for each item, or of (f a b ...) for items of several seqables in step.
  (mapv + [1 2] [10 20]) => [11 22]"
  ([f coll]
   (persistent! (reduce (fn [made item] (conj! made (f item))) (transient []) coll)))
  ([f a b]
   (loop [a (seq a) b (seq b) made (transient [])]
     (if (and a b)
       (recur (next a) (next b) (conj! made (f (first a) (first b))))
       (persistent! made))))
  ([f a b & more]
   (loop [columns (list* a b more) made []]
     (if (every? seq columns)
       (recur (mapv rest columns) (conj made (apply f (mapv first columns))))
       made))))

(defn filterv
  "Returns a vector of the items for which (pred item) is true."
  [pred coll]
  (persistent! (reduce (fn [made item] (if (pred item) (conj! made item) made)) (transient []) coll)))

(defn group-by
  "Returns a map from (f item) to a vector of the items with that value. (group-by odd? [1 2 3]) => {true [1 3], false [2]}"
  [f coll]
  (persistent!
    (reduce (fn [groups item]
              (let [k (f item)]
                (assoc! groups k (conj (get groups k []) item))))
            (transient {}) coll)))

(defn frequencies
  "Returns a map from each distinct item to how often it occurs. (frequencies [:a :b :a]) => {:a 2, :b 1}"
  [coll]
  (persistent!
    (reduce (fn [counts item] (assoc! counts item (inc (get counts item 0)))) (transient {}) coll)))

(defn zipmap
  "Returns a map of the keys to the values in step. (zipmap [:a :b] [1 2]) => {:a 1, :b 2}"
  [keys vals]
  (loop [ks (seq keys) vs (seq vals) made (transient {})]
    (if (and ks vs)
      (recur (next ks) (next vs) (assoc! made (first ks) (first vs)))
      (persistent! made))))
