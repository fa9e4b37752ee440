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
