;; clojure.walk: transforming nested data.

(ns clojure.walk)

(defn walk
  "Returns the form with inner applied to each of its items, then outer to the result. Keeps the kind of collection."
  [inner outer form]
  (cond
    (list? form) (outer (with-meta (apply list (map inner form)) (meta form)))
    (map-entry? form) (outer (norn.prim/make-entry (inner (key form)) (inner (val form))))
    (seq? form) (outer (with-meta (doall (map inner form)) (meta form)))
    (record? form) (outer (reduce (fn [made entry] (conj made (inner entry))) form form))
    (coll? form) (outer (with-meta (into (empty form) (map inner form)) (meta form)))
    :else (outer form)))

(defn postwalk
  "Returns the form with f applied to each part, the innermost first. (postwalk #(if (number? %) (inc %) %) [1 [2]]) => [2 [3]]"
  [f form]
  (walk (fn [part] (postwalk f part)) f form))

(defn prewalk
  "Returns the form with f applied to each part, the outermost first."
  [f form]
  (walk (fn [part] (prewalk f part)) identity (f form)))

(defn postwalk-demo
  "Prints each part of the form in the order of postwalk; returns the form."
  [form]
  (postwalk (fn [part] (print "Walked: ") (prn part) part) form))

(defn prewalk-demo
  "Prints each part of the form in the order of prewalk; returns the form."
  [form]
  (prewalk (fn [part] (print "Walked: ") (prn part) part) form))

(defn- with-keys
  "Every map in the form with f applied to its keys."
  [f form]
  (postwalk (fn [part]
              (if (map? part)
                (with-meta (into {} (map (fn [entry] [(f (key entry)) (val entry)]) part)) (meta part))
                part))
            form))

(defn keywordize-keys
  "Turns string keys of all maps in m into keywords. (keywordize-keys {\"a\" 1}) => {:a 1}"
  [m] (with-keys (fn [k] (if (string? k) (keyword k) k)) m))

(defn stringify-keys
  "Turns keyword keys of all maps in m into strings. (stringify-keys {:a 1}) => {\"a\" 1}"
  [m] (with-keys (fn [k] (if (keyword? k) (name k) k)) m))

(defn prewalk-replace
  "Replaces parts of the form that are keys of smap by their values, the outermost first."
  [smap form]
  (prewalk (fn [part] (if (contains? smap part) (get smap part) part)) form))

(defn postwalk-replace
  "Replaces parts of the form that are keys of smap by their values, the innermost first."
  [smap form]
  (postwalk (fn [part] (if (contains? smap part) (get smap part) part)) form))

(defn macroexpand-all
  "Expands all macro calls in the form, quoted data included."
  [form]
  (prewalk (fn [part] (if (seq? part) (macroexpand part) part)) form))
