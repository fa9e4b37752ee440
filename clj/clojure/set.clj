;; clojure.set: set algebra, and relations (sets of maps).

(ns clojure.set)

(defn- smaller-first
  [a b] (if (< (count b) (count a)) [b a] [a b]))

(defn union
  "Returns the set of all items of the sets. (union #{1} #{2}) => #{1 2}"
  ([] #{})
  ([s1] s1)
  ([s1 s2]
   (if (< (count s1) (count s2)) (reduce conj s2 s1) (reduce conj s1 s2)))
  ([s1 s2 & sets]
   (let [sorted (sort-by (comp - count) (list* s1 s2 sets))]
     (reduce into (first sorted) (rest sorted)))))

(defn intersection
  "Returns the set of the items that are in all sets. (intersection #{1 2} #{2 3}) => #{2}"
  ([s1] s1)
  ([s1 s2]
   (let [[small large] (smaller-first s1 s2)]
     (reduce (fn [made item] (if (contains? large item) made (disj made item))) small small)))
  ([s1 s2 & sets]
   (reduce intersection (sort-by count (list* s1 s2 sets)))))

(defn difference
  "Returns the first set without the items of the others. (difference #{1 2} #{2}) => #{1}"
  ([s1] s1)
  ([s1 s2]
   (if (< (count s1) (count s2))
     (reduce (fn [made item] (if (contains? s2 item) (disj made item) made)) s1 s1)
     (reduce disj s1 s2)))
  ([s1 s2 & sets]
   (reduce difference s1 (cons s2 sets))))

(defn select
  "Returns the set of the items for which pred is true. (select odd? #{1 2}) => #{1}"
  [pred xset]
  (reduce (fn [made item] (if (pred item) made (disj made item))) xset xset))

(defn project
  "Returns a relation with only the keys ks. (project #{{:a 1 :b 2}} [:a]) => #{{:a 1}}"
  [xrel ks]
  (with-meta (set (map (fn [row] (select-keys row ks)) xrel)) (meta xrel)))

(defn rename-keys
  "Returns the map with the keys in kmap renamed to its values. (rename-keys {:a 1} {:a :b}) => {:b 1}"
  [m kmap]
  (reduce-kv (fn [made old new]
               (if (contains? m old) (assoc made new (get m old)) made))
             (apply dissoc m (keys kmap))
             kmap))

(defn rename
  "Returns the relation with the keys of its maps renamed as in rename-keys."
  [xrel kmap]
  (with-meta (set (map (fn [row] (rename-keys row kmap)) xrel)) (meta xrel)))

(defn index
  "Returns a map from the distinct values of the keys ks (maps) to the sets of rows of the relation that have them.
  (index #{{:a 1 :b 2}} [:a]) => {{:a 1} #{{:a 1, :b 2}}}"
  [xrel ks]
  (reduce (fn [made row]
            (let [k (select-keys row ks)]
              (assoc made k (conj (get made k #{}) row))))
          {} xrel))

(defn map-invert
  "Returns the map with keys and values exchanged. (map-invert {:a 1}) => {1 :a}"
  [m]
  (persistent! (reduce-kv (fn [made k v] (assoc! made v k)) (transient {}) m)))

(defn join
  "Returns the natural join of two relations: all merged pairs of rows that agree on the keys both have; with km (a map from keys of
  the first to keys of the second), on those. (join #{{:a 1 :b 2}} #{{:b 2 :c 3}}) => #{{:a 1, :b 2, :c 3}}"
  ([xrel yrel]
   (if (and (seq xrel) (seq yrel))
     (let [shared (intersection (set (keys (first xrel))) (set (keys (first yrel))))
           [small large] (smaller-first xrel yrel)
           rows (index small shared)]
       (reduce (fn [made row]
                 (reduce (fn [made other] (conj made (merge other row)))
                         made (get rows (select-keys row shared))))
               #{} large))
     #{}))
  ([xrel yrel km]
   (let [swap? (> (count xrel) (count yrel))
         [small large km] (if swap? [yrel xrel km] [xrel yrel (map-invert km)])
         rows (index small (vals km))]
     (reduce (fn [made row]
               (reduce (fn [made other] (conj made (merge other row)))
                       made
                       (get rows (rename-keys (select-keys row (keys km)) km))))
             #{} large))))

(defn subset?
  "Returns true if all items of set1 are in set2."
  [set1 set2]
  (and (<= (count set1) (count set2))
       (every? (fn [item] (contains? set2 item)) set1)))

(defn superset?
  "Returns true if all items of set2 are in set1."
  [set1 set2] (subset? set2 set1))
