;; Numbers: what is built on the arithmetic of the host.

(defn max-key
  "Returns the x for which (k x), a number, is greatest; of several the last. (max-key count [1] [1 2]) => [1 2]"
  ([k x] x)
  ([k x y] (if (> (k x) (k y)) x y))
  ([k x y & more]
   (loop [best (if (> (k x) (k y)) x y) best-key (max (k x) (k y)) left (seq more)]
     (if left
       (let [item (first left)
             item-key (k item)]
         (if (>= item-key best-key)
           (recur item item-key (next left))
           (recur best best-key (next left))))
       best))))

(defn min-key
  "Returns the x for which (k x), a number, is least; of several the last. (min-key count [1] [1 2]) => [1]"
  ([k x] x)
  ([k x y] (if (< (k x) (k y)) x y))
  ([k x y & more]
   (loop [best (if (< (k x) (k y)) x y) best-key (min (k x) (k y)) left (seq more)]
     (if left
       (let [item (first left)
             item-key (k item)]
         (if (<= item-key best-key)
           (recur item item-key (next left))
           (recur best best-key (next left))))
       best))))

(defn rand
  "Returns a random double from 0 (inclusive) to n (exclusive; 1 by default)."
  ([] (norn.prim/random-double))
  ([n] (* n (norn.prim/random-double))))

(defn rand-int
  "Returns a random integer from 0 (inclusive) to n (exclusive)."
  [n] (int (rand n)))

(defn inst-ms
  "Returns the milliseconds since 1970-01-01T00:00:00Z of an instant. (inst-ms #inst \"1970-01-01\") => 0"
  [inst] (norn.prim/inst-millis inst))

(defmacro with-precision
  "Evaluates the body with *math-context* bound, so that decimal results have at most so many digits. A rounding mode may
  follow: :rounding HALF_UP. (with-precision 3 (/ 1M 3)) => 0.333M"
  [precision & body]
  (let [rounding (if (= (first body) :rounding) (first (next body)) 'HALF_UP)
        body (if (= (first body) :rounding) (next (next body)) body)]
    `(binding [*math-context* [~precision ~(keyword (name rounding))]]
       ~@body)))
