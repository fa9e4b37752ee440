;; Numbers: the variadic arithmetic over the host's two-argument operations, and what is built on it.
;;
;; A call with two arguments compiles to an opcode; the functions here serve
;; other calls and use as values.

(defn +
  "Returns the sum of the numbers, 0 without any. ArithmeticException on integer overflow; see +'."
  ([] 0)
  ([x] (norn.prim/add x 0))
  ([x y] (+ x y))
  ([x y & more]
   (loop [result (+ x y) left more]
     (if left (recur (+ result (first left)) (next left)) result))))

(defn -
  "Subtracts the other numbers from the first; with one number returns its negation. (- 5 2 1) => 2"
  ([x] (norn.prim/negate x))
  ([x y] (- x y))
  ([x y & more]
   (loop [result (- x y) left more]
     (if left (recur (- result (first left)) (next left)) result))))

(defn *
  "Returns the product of the numbers, 1 without any. ArithmeticException on integer overflow; see *'."
  ([] 1)
  ([x] (norn.prim/multiply x 1))
  ([x y] (* x y))
  ([x y & more]
   (loop [result (* x y) left more]
     (if left (recur (* result (first left)) (next left)) result))))

(defn /
  "Divides the first number by the others; with one number returns 1/x. Exact for integers: (/ 1 2) => 1/2"
  ([x] (norn.prim/divide 1 x))
  ([x y] (/ x y))
  ([x y & more]
   (loop [result (/ x y) left more]
     (if left (recur (/ result (first left)) (next left)) result))))

(defn +'
  "Like +, but integer overflow gives a BigInt."
  ([] 0)
  ([x] (norn.prim/add-promoting x 0))
  ([x y] (norn.prim/add-promoting x y))
  ([x y & more]
   (loop [result (norn.prim/add-promoting x y) left more]
     (if left (recur (norn.prim/add-promoting result (first left)) (next left)) result))))

(defn -'
  "Like -, but integer overflow gives a BigInt."
  ([x] (norn.prim/negate-promoting x))
  ([x y] (norn.prim/subtract-promoting x y))
  ([x y & more]
   (loop [result (norn.prim/subtract-promoting x y) left more]
     (if left (recur (norn.prim/subtract-promoting result (first left)) (next left)) result))))

(defn *'
  "Like *, but integer overflow gives a BigInt."
  ([] 1)
  ([x] (norn.prim/multiply-promoting x 1))
  ([x y] (norn.prim/multiply-promoting x y))
  ([x y & more]
   (loop [result (norn.prim/multiply-promoting x y) left more]
     (if left (recur (norn.prim/multiply-promoting result (first left)) (next left)) result))))

(defn <
  "Returns true if each number is less than the next. (< 1 2 3) => true"
  ([x] true)
  ([x y] (< x y))
  ([x y & more]
   (loop [x x y y left more]
     (if (< x y)
       (if left (recur y (first left) (next left)) true)
       false))))

(defn <=
  "Returns true if no number is greater than the next."
  ([x] true)
  ([x y] (<= x y))
  ([x y & more]
   (loop [x x y y left more]
     (if (<= x y)
       (if left (recur y (first left) (next left)) true)
       false))))

(defn >
  "Returns true if each number is greater than the next."
  ([x] true)
  ([x y] (> x y))
  ([x y & more]
   (loop [x x y y left more]
     (if (> x y)
       (if left (recur y (first left) (next left)) true)
       false))))

(defn >=
  "Returns true if no number is less than the next."
  ([x] true)
  ([x y] (>= x y))
  ([x y & more]
   (loop [x x y y left more]
     (if (>= x y)
       (if left (recur y (first left) (next left)) true)
       false))))

(defn ==
  "Returns true if the numbers have the same value, whatever their types. (== 1 1.0) => true"
  ([x] true)
  ([x y] (== x y))
  ([x y & more]
   (loop [x x y y left more]
     (if (== x y)
       (if left (recur y (first left) (next left)) true)
       false))))

(defn max
  "Returns the greatest of the numbers."
  ([x] x)
  ([x y] (norn.prim/max x y))
  ([x y & more]
   (loop [result (norn.prim/max x y) left more]
     (if left (recur (norn.prim/max result (first left)) (next left)) result))))

(defn min
  "Returns the least of the numbers."
  ([x] x)
  ([x y] (norn.prim/min x y))
  ([x y & more]
   (loop [result (norn.prim/min x y) left more]
     (if left (recur (norn.prim/min result (first left)) (next left)) result))))

(defn bit-and
  "Returns the bits that are set in all numbers."
  ([x y] (bit-and x y))
  ([x y & more] (loop [x (bit-and x y) left more] (if left (recur (bit-and x (first left)) (next left)) x))))

(defn bit-or
  "Returns the bits that are set in any of the numbers."
  ([x y] (bit-or x y))
  ([x y & more] (loop [x (bit-or x y) left more] (if left (recur (bit-or x (first left)) (next left)) x))))

(defn bit-xor
  "Returns the exclusive or of the bits of the numbers."
  ([x y] (bit-xor x y))
  ([x y & more] (loop [x (bit-xor x y) left more] (if left (recur (bit-xor x (first left)) (next left)) x))))

(defn bit-and-not
  "Returns the bits of x that are set in none of the others. (bit-and-not 7 2) => 5"
  ([x y] (norn.prim/bit-and-not x y))
  ([x y & more] (loop [x (norn.prim/bit-and-not x y) left more] (if left (recur (norn.prim/bit-and-not x (first left)) (next left)) x))))

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

(defn inst?
  "Returns true if x is an instant, as #inst makes it."
  [x] (norn.prim/inst? x))

(defn inst-ms
  "Returns the milliseconds since 1970-01-01T00:00:00Z of an instant. (inst-ms #inst \"1970-01-01\") => 0"
  [inst] (norn.prim/inst-millis inst))

(defmacro with-precision
  "Evaluates the body with *math-context* bound: the results of + - * / on decimals have at most so many digits (0: all). A rounding
  mode may follow, :rounding and UP, DOWN, CEILING, FLOOR, HALF_UP (the default), HALF_DOWN, HALF_EVEN or UNNECESSARY (an
  ArithmeticException if digits would be lost). (with-precision 3 (/ 1M 3)) => 0.333M"
  [precision & body]
  (let [rounding (if (= (first body) :rounding) (first (next body)) 'HALF_UP)
        body (if (= (first body) :rounding) (next (next body)) body)]
    `(binding [*math-context* (norn.prim/use-math-context! ~precision ~(keyword (name rounding)))]
       ~@body)))
