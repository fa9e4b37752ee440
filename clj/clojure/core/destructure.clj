;; Destructuring, and the complete let, loop, fn, letfn.

(defn seq-to-map-for-destructuring
  "The map behind map destructuring of a seq: alternating keys and values, a map at the end is merged."
  [items]
  (if (next items)
    (loop [left items made {}]
      (if left
        (if (next left)
          (recur (next (next left)) (assoc made (first left) (first (next left))))
          (if (map? (first left))
            (conj made (first left))
            (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                     (str "No value supplied for key: " (pr-str (first left)))))))
        made))
    (if (seq items) (first items) {})))

(declare destructure-into)

(defn- destructure-vector
  [bindings pattern value]
  (let [source (gensym "vec__")
        rest? (loop [left (seq pattern)]
                (if left (if (= (first left) '&) true (recur (next left))) false))
        cursor (gensym "seq__")
        bindings (conj (conj bindings source) value)
        bindings (if rest? (conj (conj bindings cursor) (list 'clojure.core/seq source)) bindings)]
    (loop [left (seq pattern) i 0 bindings bindings]
      (if left
        (let [item (first left)]
          (if (= item '&)
            (recur (next (next left)) i (destructure-into bindings (first (next left)) cursor))
            (if (= item :as)
              (recur (next (next left)) i (destructure-into bindings (first (next left)) source))
              (if (keyword? item)
                (throw (norn.prim/syntax-error pattern (str "Unsupported binding form: " item)))
                (recur (next left) (inc i)
                       (if rest?
                         (let [bindings (destructure-into bindings item (list 'clojure.core/first cursor))]
                           (conj (conj bindings cursor) (list 'clojure.core/next cursor)))
                         (destructure-into bindings item (list 'clojure.core/nth source i nil))))))))
        bindings))))

(defn- named-keys
  "The [local key-form] pairs of one :keys, :syms or :strs entry."
  [directive names]
  (let [ns (namespace directive)
        kind (name directive)]
    (loop [left (seq names) made []]
      (if left
        (let [item (first left)
              item-ns (if (namespace item) (namespace item) ns)
              local (if (symbol? item)
                      (if (namespace item) (with-meta (symbol (name item)) (meta item)) item)
                      (symbol (name item)))
              text (name item)]
          (recur (next left)
                 (conj made
                       [local
                        (if (= kind "keys")
                          (if item-ns (keyword item-ns text) (if (keyword? item) item (keyword text)))
                          (if (= kind "syms")
                            (list 'quote (if item-ns (symbol item-ns text) (symbol text)))
                            text))])))
        made))))

(defn- destructure-map
  [bindings pattern value]
  (let [source (gensym "map__")
        defaults (get pattern :or)
        bindings (conj (conj bindings source) value)
        bindings (conj (conj bindings source)
                       (list 'if (list 'clojure.core/seq? source)
                             (list 'clojure.core/seq-to-map-for-destructuring source)
                             source))
        bindings (if (get pattern :as) (conj (conj bindings (get pattern :as)) source) bindings)
        bind (fn bind [bindings local key-form]
               (let [plain (if (symbol? local) (symbol (name local)) nil)]
                 (destructure-into bindings local
                   (if (if plain (contains? defaults plain) false)
                     (list 'clojure.core/get source key-form (get defaults plain))
                     (list 'clojure.core/get source key-form)))))]
    (loop [left (seq (dissoc pattern :as :or)) bindings bindings]
      (if left
        (let [target (key (first left))
              source-key (val (first left))]
          (recur (next left)
                 (if (keyword? target)
                   (if (if (= (name target) "keys") true (if (= (name target) "syms") true (= (name target) "strs")))
                     (loop [pairs (seq (named-keys target source-key)) bindings bindings]
                       (if pairs
                         (recur (next pairs) (bind bindings (nth (first pairs) 0) (nth (first pairs) 1)))
                         bindings))
                     (throw (norn.prim/syntax-error pattern (str "Unsupported binding form: " target))))
                   (bind bindings target source-key))))
        bindings))))

(defn- destructure-into
  "Appends to the binding vector what binds the pattern to the value (a form)."
  [bindings pattern value]
  (if (symbol? pattern)
    (conj (conj bindings (if (namespace pattern)
                           (throw (norn.prim/syntax-error pattern (str "Can't let qualified name: " pattern)))
                           pattern))
          value)
    (if (vector? pattern)
      (destructure-vector bindings pattern value)
      (if (map? pattern)
        (destructure-map bindings pattern value)
        (throw (norn.prim/syntax-error pattern (str "Unsupported binding form: " (pr-str pattern))))))))

(defn- all-symbols?
  [patterns]
  (loop [left (seq patterns)]
    (if left
      (if (symbol? (first left)) (recur (next left)) false)
      true)))

(defn- every-second
  "The items 0, 2, 4 ... of a vector, as a vector."
  [items]
  (loop [i 0 made []]
    (if (< i (count items)) (recur (+ i 2) (conj made (nth items i))) made)))

(defn destructure
  "Turns a let binding vector with patterns into one with plain symbols only.
  (destructure '[[a b] v]) => [vec__1 v a (nth vec__1 0 nil) b (nth vec__1 1 nil)]"
  [bindings]
  (if (all-symbols? (every-second bindings))
    bindings
    (loop [i 0 made []]
      (if (< i (count bindings))
        (recur (+ i 2) (destructure-into made (nth bindings i) (nth bindings (inc i))))
        made))))

(defn- check-bindings
  "Throws unless `bindings` is a vector of an even number of forms."
  [form bindings]
  (if (vector? bindings)
    (if (= 0 (rem (count bindings) 2))
      nil
      (throw (norn.prim/syntax-error form (str (first form) " requires an even number of forms in its binding vector"))))
    (throw (norn.prim/syntax-error form (str (first form) " requires a vector for its bindings, found: " (pr-str bindings))))))

(defmacro let
  "Evaluates the forms with the names of the binding vector bound to its values, one after the other. A name may be a
  pattern: [a b & more :as all], {x :x :keys [y z] :or {y 1} :as all}. (let [[a b] [1 2]] (+ a b)) => 3"
  [bindings & body]
  (check-bindings &form bindings)
  (list* 'let* (destructure bindings) body))

(defmacro loop
  "Like let, and a target for recur, which starts the body again with new values for the bindings.
  (loop [n 5 product 1] (if (zero? n) product (recur (dec n) (* product n)))) => 120"
  [bindings & body]
  (check-bindings &form bindings)
  (if (all-symbols? (every-second bindings))
    (list* 'loop* bindings body)
    (loop [i 0 outer [] inner [] patterns []]
      (if (< i (count bindings))
        (let [pattern (nth bindings i)
              value (nth bindings (inc i))
              local (if (symbol? pattern) pattern (gensym "loop__"))
              outer (conj (conj outer local) value)]
          (recur (+ i 2)
                 (if (symbol? pattern) outer (destructure-into outer pattern local))
                 (conj (conj inner local) local)
                 (if (symbol? pattern) patterns (conj (conj patterns pattern) local))))
        (list 'let* outer
              (list 'loop* inner
                    (list* 'let* (destructure patterns) body)))))))

(defn- with-conditions
  "The body of an arity with its {:pre [...] :post [...]} map turned into assertions."
  [params body]
  (let [conditions (if (if (next body) (map? (first body)) false) (first body) (meta params))
        body (if (if (next body) (map? (first body)) false) (next body) body)
        pre (get conditions :pre)
        post (get conditions :post)
        asserts (fn asserts [tests]
                  (loop [left (seq tests) made []]
                    (if left
                      (recur (next left) (conj made (list 'clojure.core/assert (first left))))
                      (seq made))))
        body (if (seq post)
               (list (list* 'let* ['% (if (next body) (cons 'do body) (first body))]
                            (concat (asserts post) (list '%))))
               body)]
    (if (seq pre) (seq (concat (asserts pre) body)) body)))

(defn- destructure-arity
  "([params] body...) with plain symbols as parameters; patterns are taken apart in the body."
  [arity]
  (let [params (first arity)
        body (with-conditions params (next arity))]
    (if (all-symbols? params)
      (with-meta (cons params body) (meta arity))
      (loop [left (seq params) plain [] patterns []]
        (if left
          (let [item (first left)]
            (if (symbol? item)
              (recur (next left) (conj plain item) patterns)
              (let [local (gensym "p__")]
                (recur (next left) (conj plain local) (conj (conj patterns item) local)))))
          (with-meta (list (with-meta plain (meta params)) (list* 'let* (destructure patterns) body))
                     (meta arity)))))))

(defmacro fn
  "Makes a function: (fn name? [params*] body) or (fn name? ([params*] body) ...). The name is known in the body. Parameters
  may be patterns as in let; & binds the further arguments as a seq. A map {:pre [test*] :post [test*]} in front of the
  body is checked at each call; % is the result in :post. ((fn [[a] & more] [a more]) [1] 2) => [1 (2)]"
  [& forms]
  (let [self (if (symbol? (first forms)) (first forms) nil)
        arities (if self (next forms) forms)
        head (if self (list 'fn* self) (list 'fn*))
        made (if (vector? (first arities))
               (concat head (destructure-arity arities))
               (concat head
                       (loop [left (seq arities) made []]
                         (if left
                           (if (if (seq? (first left)) (vector? (first (first left))) false)
                             (recur (next left) (conj made (destructure-arity (first left))))
                             (throw (norn.prim/syntax-error &form
                                      (str "fn expects a parameter vector, or arities ([params*] body*), found: "
                                           (pr-str (first left))))))
                           made))))]
    (if arities
      (with-meta (seq made) (meta &form))
      (throw (norn.prim/syntax-error &form "fn expects a parameter vector")))))

(defmacro letfn
  "Binds names to functions that may call each other: (letfn [(even [n] ...) (odd [n] ...)] body)."
  [functions & body]
  (list* 'letfn*
         (loop [left (seq functions) made []]
           (if left
             (recur (next left) (conj (conj made (first (first left))) (cons 'clojure.core/fn (first left))))
             made))
         body))
