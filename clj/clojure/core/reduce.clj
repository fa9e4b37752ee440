;; reduce and what stands directly on it.
;;
;; Vectors, ranges and chunks are walked by index, everything else by first and
;; next. Types with a `reduce` method of their own (IReduceInit, CollReduce) are
;; asked: types.clj and protocols.clj install `reduce-user-type`.

(declare reduce-user-type reduce-kv-user-type)

(defn- reduce-indexed
  "Reduces the items from index i to n of a vector, array or chunk. The result may be reduced."
  [f acc items i n]
  (loop [i i acc acc]
    (if (< i n)
      (let [acc (f acc (nth items i))]
        (if (reduced? acc) acc (recur (inc i) acc)))
      acc)))

(defn- reduce-range
  [f acc start step n]
  (loop [i 0 item start acc acc]
    (if (< i n)
      (let [acc (f acc item)]
        (if (reduced? acc) acc (recur (inc i) (+ item step) acc)))
      acc)))

(defn- reduce-seq
  "Reduces a seq or nil. The result may be reduced."
  [f acc items]
  (loop [left items acc acc]
    (if left
      (if (chunked-seq? left)
        (let [chunk (chunk-first left)
              acc (reduce-indexed f acc chunk 0 (count chunk))]
          (if (reduced? acc)
            acc
            (recur (seq (chunk-rest left)) acc)))
        (let [acc (f acc (first left))]
          (if (reduced? acc)
            acc
            (recur (next left) acc))))
      acc)))

(defn- reduce-from
  "Reduces any seqable. The result may be reduced."
  [f acc coll]
  (cond
    (nil? coll) acc
    (norn.prim/vector? coll) (reduce-indexed f acc coll 0 (count coll))
    (norn.prim/range? coll) (reduce-range f acc (first coll) (norn.prim/range-step coll) (count coll))
    (norn.prim/user-type? coll) (reduce-user-type f acc coll)
    :else (reduce-seq f acc (seq coll))))

(defn reduce
  "Combines the items of a seqable from left to right: (f (f init item0) item1) ... Without init the first item takes its
  place; without items init (or (f)) is the result. A `reduced` value from f ends it. (reduce + 0 [1 2 3]) => 6"
  ([f coll]
   (cond
     (norn.prim/user-type? coll) (reduce-user-type f coll)
     (norn.prim/vector? coll)
     (let [n (count coll)]
       (if (< 0 n)
         (let [acc (reduce-indexed f (nth coll 0) coll 1 n)]
           (if (reduced? acc) (deref acc) acc))
         (f)))
     :else
     (let [items (seq coll)]
       (if items
         (let [acc (reduce-from f (first items) (rest items))]
           (if (reduced? acc) (deref acc) acc))
         (f)))))
  ([f init coll]
   (let [acc (reduce-from f init coll)]
     (if (reduced? acc) (deref acc) acc))))

(defn unreduced
  "Returns the value inside x if x is reduced, else x."
  [x] (if (reduced? x) (deref x) x))

(defn ensure-reduced
  "Returns x if it is reduced, else (reduced x)."
  [x] (if (reduced? x) x (reduced x)))

(defn reduce-kv
  "Reduces an associative collection: (f acc key value) for each entry; for vectors key is the index. A `reduced` value ends
  it. (reduce-kv (fn [m k v] (assoc m v k)) {} {:a 1}) => {1 :a}"
  [f init coll]
  (cond
    (nil? coll) init
    (norn.prim/vector? coll)
    (let [n (count coll)]
      (loop [i 0 acc init]
        (if (< i n)
          (let [acc (f acc i (nth coll i))]
            (if (reduced? acc) (deref acc) (recur (inc i) acc)))
          acc)))
    (norn.prim/user-type? coll) (reduce-kv-user-type f init coll)
    :else
    (loop [left (seq coll) acc init]
      (if left
        (let [entry (first left)
              acc (f acc (key entry) (val entry))]
          (if (reduced? acc) (deref acc) (recur (next left) acc)))
        acc))))

(defn transduce
  "Reduces coll with the function (xform f), then calls that with the result alone. Without init (f) is it.
  (transduce (map inc) + [1 2]) => 5"
  ([xform f coll] (transduce xform f (f) coll))
  ([xform f init coll]
   (let [step (xform f)
         acc (reduce-from step init coll)]
     (step (if (reduced? acc) (deref acc) acc)))))

(defn completing
  "Makes a reducing function of f: with one argument it calls cf (identity by default)."
  ([f] (completing f identity))
  ([f cf]
   (fn
     ([] (f))
     ([x] (cf x))
     ([x y] (f x y)))))

(defn into
  "Returns `to` with all items of `from` conjoined, through the transducer xform if given. Uses transients where it can.
  (into [] (map inc) [1 2]) => [2 3]"
  ([] [])
  ([to] to)
  ([to from]
   (if (norn.prim/editable? to)
     (with-meta (persistent! (reduce conj! (transient to) from)) (meta to))
     (reduce conj to from)))
  ([to xform from]
   (if (norn.prim/editable? to)
     (with-meta (persistent! (transduce xform conj! (transient to) from)) (meta to))
     (transduce xform conj to from))))

(defn run!
  "Calls proc with each item of coll, for side effects; returns nil. A `reduced` value from proc ends it."
  [proc coll]
  (reduce (fn [_ item] (proc item)) nil coll)
  nil)

(defn every?
  "Returns true if (pred x) is true for every item of coll. (every? even? []) => true"
  [pred coll]
  (loop [left (seq coll)]
    (if left
      (if (pred (first left)) (recur (next left)) false)
      true)))

(defn some
  "Returns the first true value of (pred x) for the items of coll, nil if there is none. (some #{2 3} [1 2]) => 2"
  [pred coll]
  (loop [left (seq coll)]
    (if left
      (or (pred (first left)) (recur (next left)))
      nil)))

(defn not-any?
  "Returns true if (pred x) is false for every item of coll."
  [pred coll] (not (some pred coll)))

(defn not-every?
  "Returns true if (pred x) is false for some item of coll."
  [pred coll] (not (every? pred coll)))
