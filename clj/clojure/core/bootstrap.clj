;; The first macros: enough of `let`, `fn`, `defn`, `defmacro` and friends to
;; write the rest of the core library in ordinary Clojure.
;;
;; The macros here know no destructuring; destructure.clj replaces let, loop,
;; fn, defn and defmacro by the complete ones. Until `defmacro` exists the file is
;; written in special forms.

;; --- forcing lazy sequences ------------------------------------------------------
;; Host functions cannot run a thunk. When seq, first, next or rest meet an
;; unrealized lazy seq they bail and the VM calls the twins below. twins.clj
;; replaces them by twins that know user types too.

(def ^{:private true
       :doc "Realizes a lazy seq. A thunk that returns another lazy seq is no recursion but a step of a loop: (filter f s) over
  a million misses is a chain of a million. After each step the lazy seq forgets what led there (lazy-become!), so it holds no
  head meanwhile, and if a thunk throws the next attempt goes on from there. Returns the seq, or nil."}
  force-lazy-seq
  (fn* force-lazy-seq [lazy]
    (let* [thunk (norn.prim/lazy-begin! lazy)]
      (if (identical? thunk :realized)
        (seq lazy)
        (try
          (loop* [value (if (norn.prim/lazy-seq? thunk) thunk (thunk))]
            (if (norn.prim/lazy-seq? value)
              (let* [inner (norn.prim/lazy-begin! (norn.prim/lazy-become! lazy value))]
                (if (identical? inner :realized)
                  (recur (norn.prim/lazy-value value))
                  (recur (try
                           (norn.prim/lazy-finish! value (if (norn.prim/lazy-seq? inner) inner (inner)))
                           (finally (norn.prim/lazy-fail! value))))))
              (let* [items (seq value)]
                (norn.prim/lazy-finish! lazy items)
                items)))
          (finally (norn.prim/lazy-fail! lazy)))))))

(norn.prim/set-twin! "clojure.core/seq" (fn* seq-twin [coll] (force-lazy-seq coll)))
(norn.prim/set-twin! "clojure.core/first" (fn* first-twin [coll] (first (force-lazy-seq coll))))
(norn.prim/set-twin! "clojure.core/next" (fn* next-twin [coll] (if (norn.prim/lazy-seq? coll) (next (force-lazy-seq coll)) (seq (rest coll)))))
(norn.prim/set-twin! "clojure.core/rest" (fn* rest-twin [coll] (rest (force-lazy-seq coll))))

;; --- what syntax quote needs -------------------------------------------------------

(def ^{:arglists '([] [x] [x y] [x y & zs])
       :doc "Returns a lazy seq of the items of the given seqables, one after the other. (concat [1 2] [3]) => (1 2 3)"}
  concat
  (fn* concat
    ([] (norn.prim/lazy-seq* (fn* [] nil)))
    ([x] (norn.prim/lazy-seq* (fn* [] x)))
    ([x y]
     (norn.prim/lazy-seq*
       (fn* []
         (let* [s (seq x)]
           (if s
             (if (chunked-seq? s)
               (chunk-cons (chunk-first s) (concat (chunk-rest s) y))
               (cons (first s) (concat (rest s) y)))
             y)))))
    ([x y & zs]
     (let* [chain (fn* chain [joined left]
                    (norn.prim/lazy-seq*
                      (fn* []
                        (let* [s (seq joined)]
                          (if s
                            (if (chunked-seq? s)
                              (chunk-cons (chunk-first s) (chain (chunk-rest s) left))
                              (cons (first s) (chain (rest s) left)))
                            (if left
                              (chain (first left) (next left))
                              nil))))))]
       (chain (concat x y) zs)))))

(def ^{:arglists '([f args] [f x args] [f x y args] [f x y z args] [f a b c d & args])
       :doc "Calls f with the arguments given one by one and, as further arguments, the items of the last, a seqable.
  Realizes no more of it than f needs. (apply max 1 [3 2]) => 3"}
  apply
  (let* [spread (fn* spread [f fixed args]
                  (let* [args (seq args)
                         needed (norn.prim/required-args f)]
                    (loop* [left args wanted needed]
                      (if (if left (if (= needed -1) true (>= wanted 0)) false)
                        (recur (next left) (dec wanted))
                        nil))
                    (norn.prim/apply-seq f fixed args)))]
    (fn* apply
      ([f args] (spread f nil args))
      ([f x args] (spread f [x] args))
      ([f x y args] (spread f [x y] args))
      ([f x y z args] (spread f [x y z] args))
      ([f a b c d & args]
       (loop* [fixed [a b c d] left args]
         (if (next left)
           (recur (conj fixed (first left)) (next left))
           (spread f fixed (first left))))))))

(def ^{:arglists '([args] [a args] [a b args] [a b c args] [a b c d & more])
       :doc "A seq of the arguments, the last of which is itself a seqable. (list* 1 2 [3 4]) => (1 2 3 4)"}
  list*
  (fn* list*
    ([args] (seq args))
    ([a args] (cons a args))
    ([a b args] (cons a (cons b args)))
    ([a b c args] (cons a (cons b (cons c args))))
    ([a b c d & more]
     (cons a (cons b (cons c (cons d
       ((fn* spread [left] (if (next left) (cons (first left) (spread (next left))) (seq (first left))))
        more))))))))

;; --- macros without destructuring -----------------------------------------------------

(def ^{:macro true} let (fn* let [&form &env bindings & body] (cons 'let* (cons bindings body))))
(def ^{:macro true} loop (fn* loop [&form &env bindings & body] (cons 'loop* (cons bindings body))))
(def ^{:macro true} fn (fn* fn [&form &env & forms] (with-meta (cons 'fn* forms) (meta &form))))

(def ^{:macro true :arglists '([test & body])
       :doc "Evaluates test; if it is true evaluates body and returns the value of its last form, else returns nil."}
  when
  (fn* when [&form &env test & body] (list 'if test (cons 'do body))))

(def ^{:macro true :arglists '([test & body])
       :doc "Evaluates test; if it is false or nil evaluates body and returns the value of its last form, else returns nil."}
  when-not
  (fn* when-not [&form &env test & body] (list 'if test nil (cons 'do body))))

(def ^{:macro true :arglists '([test then] [test then else])
       :doc "Evaluates test; if it is false or nil evaluates and returns then, otherwise else (nil if there is none)."}
  if-not
  (fn* if-not
    ([&form &env test then] (list 'if test nil then))
    ([&form &env test then else] (list 'if test else then))))

(def ^{:macro true :arglists '([& clauses])
       :doc "Takes tests and expressions by turns: returns the value of the expression after the first true test, nil if no
  test is true. An :else is a test that is always true. (cond (neg? n) :low (pos? n) :high :else :zero)"}
  cond
  (fn* cond [&form &env & clauses]
    (if clauses
      (if (next clauses)
        (list 'if (first clauses) (first (next clauses)) (cons 'clojure.core/cond (next (next clauses))))
        (throw (norn.prim/syntax-error &form "cond requires an even number of forms")))
      nil)))

(def ^{:private true :doc "Turns the parameter vectors of a function's arities into the value of :arglists."}
  arglists-of
  (fn* arglists-of [forms]
    (if (vector? (first forms))
      (list (first forms))
      (loop* [left (seq forms) made []]
        (if left
          (recur (next left) (if (seq? (first left)) (conj made (first (first left))) made))
          (vector->list made))))))

(def ^{:private true
       :doc "The parts of a defn-like form: [metadata forms], with docstring, attribute map and arglists in the metadata.
  `parameters` maps a parameter vector to the one shown in :arglists."}
  parse-definition
  (fn* parse-definition [sym forms]
    (let* [docstring (if (string? (first forms)) (first forms) nil)
           forms (if docstring (next forms) forms)
           attributes (if (map? (first forms)) (first forms) nil)
           forms (if attributes (next forms) forms)
           trailing (if (seq? (first forms))
                      (loop* [left forms] (if (next left) (recur (next left)) (if (map? (first left)) (first left) nil)))
                      nil)
           merge-in (fn* [m more]
                      (loop* [left (seq more) m m]
                        (if left (recur (next left) (assoc m (key (first left)) (val (first left)))) m)))
           m (merge-in {} (meta sym))
           m (if docstring (assoc m :doc docstring) m)
           m (merge-in (merge-in m attributes) trailing)
           m (if (contains? m :arglists) m (assoc m :arglists (list 'quote (arglists-of forms))))
           forms (if trailing
                   (loop* [left forms made []] (if (next left) (recur (next left) (conj made (first left))) (seq made)))
                   forms)]
      [m forms])))

(def ^{:macro true :arglists '([name doc-string? attr-map? [params*] & body] [name doc-string? attr-map? ([params*] & body) + attr-map?])
       :doc "Defines a function: (def name (fn ...)) with the docstring and the parameter lists in the var's metadata.
  (defn twice \"Doubles x.\" [x] (* 2 x))"}
  defn
  (fn* defn [&form &env name & forms]
    (if (symbol? name)
      (let* [parsed (parse-definition name forms)]
        (list 'def (with-meta name (nth parsed 0))
              (with-meta (cons 'clojure.core/fn (nth parsed 1)) (meta &form))))
      (throw (norn.prim/syntax-error &form "defn expects a symbol as name: (defn name [params*] body*)")))))

(def ^{:private true :doc "The arities of a macro with &form and &env in front of their parameters."}
  macro-arities
  (fn* macro-arities [forms]
    (let* [add (fn* [params] (with-meta (norn.prim/into-vector ['&form '&env] params) (meta params)))]
      (if (vector? (first forms))
        (cons (add (first forms)) (next forms))
        (loop* [left (seq forms) made []]
          (if left
            (recur (next left)
                   (conj made (if (seq? (first left)) (cons (add (first (first left))) (next (first left))) (first left))))
            (seq made)))))))

(def ^{:macro true :arglists '([name doc-string? attr-map? [params*] body] [name doc-string? attr-map? ([params*] body) + attr-map?])
       :doc "Defines a macro: a function from forms to a form that is evaluated in place of the call. In its body &form is the
  whole call and &env a map whose keys are the local symbols at the call.
  (defmacro unless [test & body] `(if ~test nil (do ~@body)))"}
  defmacro
  (fn* defmacro [&form &env name & forms]
    (let* [parsed (parse-definition name forms)]
      (list 'def (with-meta name (assoc (nth parsed 0) :macro true))
            (with-meta (cons 'clojure.core/fn (macro-arities (nth parsed 1))) (meta &form))))))

(defmacro defn-
  "Like defn, but the var is private to its namespace."
  [name & forms]
  (list* 'clojure.core/defn (with-meta name (assoc (meta name) :private true)) forms))

(defmacro and
  "Evaluates the forms from left to right until one is nil or false, and returns that one's value; else the value of the
  last form. (and) => true"
  ([] true)
  ([x] x)
  ([x & more]
   `(let* [and# ~x] (if and# (and ~@more) and#))))

(defmacro or
  "Evaluates the forms from left to right until one is neither nil nor false, and returns that one's value; else the
  value of the last form. (or) => nil"
  ([] nil)
  ([x] x)
  ([x & more]
   `(let* [or# ~x] (if or# or# (or ~@more)))))

(defmacro comment
  "Ignores its body, which must still be readable; returns nil."
  [& body])

(defmacro declare
  "Defines the given names without a value, for use before their definition. (declare odd even)"
  [& names]
  (loop [left (seq names) forms ['do]]
    (if left
      (recur (next left) (conj forms (list 'def (with-meta (first left) (assoc (meta (first left)) :declared true)))))
      (vector->list forms))))

(defmacro lazy-seq
  "Returns a seqable whose body is evaluated at the first use, once; it must yield a seqable or nil.
  (defn from [n] (lazy-seq (cons n (from (inc n)))))"
  [& body]
  (list 'norn.prim/lazy-seq* (list* 'fn* [] body)))

(defmacro ->
  "Threads x through the forms: each form is called with the value before it as its first argument; a form that is no list
  is called as a function. (-> 5 (- 2) inc) => 4"
  [x & forms]
  (loop [x x left forms]
    (if left
      (let [form (first left)]
        (recur (if (seq? form)
                 (with-meta (list* (first form) x (next form)) (meta form))
                 (list form x))
               (next left)))
      x)))

(defmacro ->>
  "Threads x through the forms as their last argument. (->> [1 2 3] (map inc) (reduce +)) => 9"
  [x & forms]
  (loop [x x left forms]
    (if left
      (let [form (first left)]
        (recur (if (seq? form)
                 (with-meta (seq (concat form (list x))) (meta form))
                 (list form x))
               (next left)))
      x)))
