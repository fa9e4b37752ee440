;; Functions that make and combine functions.

(defn identity
  "Returns x. (identity 1) => 1"
  [x] x)

(defn constantly
  "Returns a function that takes any arguments and returns x. (map (constantly 0) [1 2]) => (0 0)"
  [x]
  (fn ([] x) ([_] x) ([_ _] x) ([_ _ & _] x)))

(defn complement
  "Returns a function that calls f and returns the opposite truth value. (filter (complement nil?) xs)"
  [f]
  (fn
    ([] (not (f)))
    ([x] (not (f x)))
    ([x y] (not (f x y)))
    ([x y & more] (not (apply f x y more)))))

(defn comp
  "Composes functions: the last takes the arguments, each other the result of the one after it. Without functions it is
  identity. ((comp str inc) 1) => \"2\""
  ([] identity)
  ([f] f)
  ([f g]
   (fn
     ([] (f (g)))
     ([x] (f (g x)))
     ([x y] (f (g x y)))
     ([x y z] (f (g x y z)))
     ([x y z & more] (f (apply g x y z more)))))
  ([f g & fs]
   (loop [f (comp f g) left fs]
     (if left (recur (comp f (first left)) (next left)) f))))

(defn partial
  "Returns a function that calls f with the given arguments followed by its own. ((partial + 1 2) 3) => 6"
  ([f] f)
  ([f a]
   (fn
     ([] (f a))
     ([x] (f a x))
     ([x y] (f a x y))
     ([x y z] (f a x y z))
     ([x y z & more] (apply f a x y z more))))
  ([f a b]
   (fn
     ([] (f a b))
     ([x] (f a b x))
     ([x y] (f a b x y))
     ([x y z] (f a b x y z))
     ([x y z & more] (apply f a b x y z more))))
  ([f a b c]
   (fn
     ([] (f a b c))
     ([x] (f a b c x))
     ([x y] (f a b c x y))
     ([x y & more] (apply f a b c x y more))))
  ([f a b c & args]
   (fn [& more] (apply f a b c (concat args more)))))

(defn juxt
  "Returns a function that returns the vector of what each of the functions returns for its arguments.
  ((juxt inc dec) 1) => [2 0]"
  ([f]
   (fn
     ([] [(f)])
     ([x] [(f x)])
     ([x y] [(f x y)])
     ([x y & more] [(apply f x y more)])))
  ([f g]
   (fn
     ([] [(f) (g)])
     ([x] [(f x) (g x)])
     ([x y] [(f x y) (g x y)])
     ([x y & more] [(apply f x y more) (apply g x y more)])))
  ([f g & fs]
   (let [fs (list* f g fs)]
     (fn [& args]
       (loop [left (seq fs) made []]
         (if left (recur (next left) (conj made (apply (first left) args))) made))))))

(defn fnil
  "Returns a function like f that gets x (y, z) in place of a nil as its first (second, third) argument.
  ((fnil inc 0) nil) => 1"
  ([f x]
   (fn
     ([a] (f (if (nil? a) x a)))
     ([a b] (f (if (nil? a) x a) b))
     ([a b c] (f (if (nil? a) x a) b c))
     ([a b c & more] (apply f (if (nil? a) x a) b c more))))
  ([f x y]
   (fn
     ([a b] (f (if (nil? a) x a) (if (nil? b) y b)))
     ([a b c] (f (if (nil? a) x a) (if (nil? b) y b) c))
     ([a b c & more] (apply f (if (nil? a) x a) (if (nil? b) y b) c more))))
  ([f x y z]
   (fn
     ([a b] (f (if (nil? a) x a) (if (nil? b) y b)))
     ([a b c] (f (if (nil? a) x a) (if (nil? b) y b) (if (nil? c) z c)))
     ([a b c & more] (apply f (if (nil? a) x a) (if (nil? b) y b) (if (nil? c) z c) more)))))

(defn every-pred
  "Returns a function that is true if all predicates are true of all its arguments. ((every-pred odd? pos?) 1 3) => true"
  [p & ps]
  (let [ps (cons p ps)
        all? (fn [x]
               (loop [left (seq ps)]
                 (if left
                   (if ((first left) x) (recur (next left)) false)
                   true)))]
    (fn
      ([] true)
      ([x] (all? x))
      ([x & more]
       (loop [x x left (seq more)]
         (if (all? x)
           (if left (recur (first left) (next left)) true)
           false))))))

(defn some-fn
  "Returns a function that returns the first true value of any predicate for any of its arguments, else the last false one.
  ((some-fn :a :b) {:b 1}) => 1"
  [p & ps]
  (let [ps (cons p ps)
        any (fn [x]
              (loop [left (seq ps)]
                (let [found ((first left) x)]
                  (if found
                    found
                    (if (next left) (recur (next left)) found)))))]
    (fn
      ([] nil)
      ([x] (any x))
      ([x & more]
       (loop [x x left (seq more)]
         (let [found (any x)]
           (if found
             found
             (if left (recur (first left) (next left)) found))))))))

(defn trampoline
  "Calls f with the arguments, and as long as the result is a function calls that without arguments. Returns the first result
  that is no function: mutual recursion in constant space."
  ([f]
   (let [result (f)]
     (if (fn? result) (recur result) result)))
  ([f & args]
   (trampoline (fn [] (apply f args)))))
