;; Tests of values that need no access to their representation.

(defn not=
  "Returns true if the arguments are not all equal: (not (= ...)). (not= 1 2) => true"
  ([x] false)
  ([x y] (not (= x y)))
  ([x y & more] (not (apply = x y more))))

(defn some?
  "Returns true if x is not nil. (some? false) => true"
  [x] (not (nil? x)))

(defn any?
  "Returns true for every x. (any? nil) => true"
  [x] true)

(defn ident?
  "Returns true if x is a symbol or a keyword."
  [x] (or (keyword? x) (symbol? x)))

(defn simple-ident?
  "Returns true if x is a symbol or keyword without a namespace."
  [x] (and (ident? x) (nil? (namespace x))))

(defn qualified-ident?
  "Returns true if x is a symbol or keyword with a namespace."
  [x] (boolean (and (ident? x) (namespace x) true)))

(defn simple-symbol?
  "Returns true if x is a symbol without a namespace."
  [x] (and (symbol? x) (nil? (namespace x))))

(defn qualified-symbol?
  "Returns true if x is a symbol with a namespace. (qualified-symbol? 'a/b) => true"
  [x] (boolean (and (symbol? x) (namespace x) true)))

(defn simple-keyword?
  "Returns true if x is a keyword without a namespace."
  [x] (and (keyword? x) (nil? (namespace x))))

(defn qualified-keyword?
  "Returns true if x is a keyword with a namespace."
  [x] (boolean (and (keyword? x) (namespace x) true)))

(defn pos-int?
  "Returns true if x is a positive 64-bit integer."
  [x] (and (int? x) (> x 0)))

(defn neg-int?
  "Returns true if x is a negative 64-bit integer."
  [x] (and (int? x) (< x 0)))

(defn nat-int?
  "Returns true if x is a 64-bit integer of at least 0."
  [x] (and (int? x) (>= x 0)))

(defn even?
  "Returns true if n is even. IllegalArgumentException if n is no integer."
  [n]
  (if (integer? n)
    (= 0 (rem n 2))
    (throw (norn.prim/make-exception "java.lang.IllegalArgumentException" (str "Argument must be an integer: " (pr-str n))))))

(defn odd?
  "Returns true if n is odd. IllegalArgumentException if n is no integer."
  [n] (not (even? n)))

(defn distinct?
  "Returns true if no two arguments are equal. (distinct? 1 2 1) => false"
  ([x] true)
  ([x y] (not (= x y)))
  ([x y & more]
   (if (= x y)
     false
     (loop [seen #{x y} left (seq more)]
       (if left
         (if (contains? seen (first left))
           false
           (recur (conj seen (first left)) (next left)))
         true)))))
