;; Functions on maps and other associative collections that the host does not provide.

(defn get-in
  "Returns the value at a path of keys in nested associative things, not-found (nil) where it breaks off.
  (get-in {:a {:b 1}} [:a :b]) => 1"
  ([m ks] (reduce get m ks))
  ([m ks not-found]
   (let [missing (norn.prim/make-object)]
     (loop [m m left (seq ks)]
       (if left
         (let [value (get m (first left) missing)]
           (if (identical? value missing) not-found (recur value (next left))))
         m)))))

(defn assoc-in
  "Returns m with v at the path of keys ks; missing levels become maps. (assoc-in {} [:a :b] 1) => {:a {:b 1}}"
  [m [k & ks] v]
  (if ks
    (assoc m k (assoc-in (get m k) ks v))
    (assoc m k v)))

(defn update
  "Returns m with (f old-value args...) under k. (update {:n 1} :n + 10) => {:n 11}"
  ([m k f] (assoc m k (f (get m k))))
  ([m k f x] (assoc m k (f (get m k) x)))
  ([m k f x y] (assoc m k (f (get m k) x y)))
  ([m k f x y z] (assoc m k (f (get m k) x y z)))
  ([m k f x y z & more] (assoc m k (apply f (get m k) x y z more))))

(defn update-in
  "Returns m with (f old-value args...) at the path of keys. (update-in {:a {:b 1}} [:a :b] inc) => {:a {:b 2}}"
  [m ks f & args]
  (let [up (fn up [m left]
             (let [k (first left)]
               (if (next left)
                 (assoc m k (up (get m k) (next left)))
                 (assoc m k (apply f (get m k) args)))))]
    (up m (if (seq ks) (seq ks) (list nil)))))

(defn merge
  "Returns the first map with all entries of the others; of equal keys the last wins. (merge {:a 1} {:a 2}) => {:a 2}"
  [& maps]
  (if (some identity maps)
    (reduce (fn [made m] (conj (if made made {}) m)) maps)
    nil))

(defn merge-with
  "Like merge, but values of equal keys are combined: (f old new). (merge-with + {:a 1} {:a 2}) => {:a 3}"
  [f & maps]
  (if (some identity maps)
    (let [add-entry (fn [made entry]
                      (let [k (key entry)
                            found (find made k)]
                        (assoc made k (if found (f (val found) (val entry)) (val entry)))))]
      (reduce (fn [made m] (reduce add-entry (if made made {}) (seq m))) maps))
    nil))

(defn select-keys
  "Returns a map with the entries of m whose keys are in ks. (select-keys {:a 1 :b 2} [:a]) => {:a 1}"
  [m ks]
  (with-meta
    (reduce (fn [made k]
              (let [found (find m k)]
                (if found (assoc made k (val found)) made)))
            {} ks)
    (meta m)))

(defn update-vals
  "Returns a map with (f value) for each value. (update-vals {:a 1} inc) => {:a 2}"
  [m f]
  (with-meta
    (persistent!
      (reduce-kv (fn [made k v] (assoc! made k (f v)))
                 (if (norn.prim/editable? m) (transient m) (transient {}))
                 m))
    (meta m)))

(defn update-keys
  "Returns a map with (f key) for each key; f must not map two keys to one. (update-keys {:a 1} name) => {\"a\" 1}"
  [m f]
  (with-meta
    (persistent! (reduce-kv (fn [made k v] (assoc! made (f k) v)) (transient {}) m))
    (meta m)))

(defn mix-collection-hash
  "Returns the hash of a collection from the basis that its items gave and their number."
  [hash-basis count]
  (norn.prim/mix-hash hash-basis count))

(defn hash-ordered-coll
  "Returns the hash that a sequential collection of these items has."
  [coll] (hash (vec coll)))

(defn hash-unordered-coll
  "Returns the hash that a set (or, for entries, a map) of these items has."
  [coll] (hash (set coll)))

(defn tagged-literal
  "Returns the value of #tag form as data, with :tag and :form."
  [tag form] (norn.prim/make-tagged-literal tag form))
