;; Macros that choose and repeat: conditions, threading, case, loops.

(def ^{:dynamic true :doc "False: assert, :pre and :post are compiled to nothing."}
  *assert* true)

(defmacro assert
  "Throws an AssertionError with the form (and the message, if given) unless x is true. Checks nothing where *assert* was
  false at compile time. (assert (pos? n) \"n must be positive\")"
  ([x]
   (when *assert*
     `(when-not ~x
        (throw (norn.prim/make-exception "java.lang.AssertionError" (str "Assert failed: " (pr-str '~x)))))))
  ([x message]
   (when *assert*
     `(when-not ~x
        (throw (norn.prim/make-exception "java.lang.AssertionError"
                 (str "Assert failed: " ~message "\n" (pr-str '~x))))))))

(defn- check-one-binding
  [form bindings]
  (check-bindings form bindings)
  (when-not (= 2 (count bindings))
    (throw (norn.prim/syntax-error form (str (first form) " requires exactly 2 forms in its binding vector")))))

(defmacro if-let
  "Evaluates then with the pattern bound to the value of test if that is true, else (without the binding) otherwise.
  (if-let [x (get m k)] (use x) :missing)"
  ([bindings then] `(if-let ~bindings ~then nil))
  ([bindings then otherwise]
   (check-one-binding &form bindings)
   `(let* [value# ~(nth bindings 1)]
      (if value#
        (let [~(nth bindings 0) value#] ~then)
        ~otherwise))))

(defmacro when-let
  "Evaluates the body with the pattern bound to the value of test if that is true; else returns nil."
  [bindings & body]
  (check-one-binding &form bindings)
  `(let* [value# ~(nth bindings 1)]
     (if value#
       (let [~(nth bindings 0) value#] ~@body)
       nil)))

(defmacro if-some
  "Like if-let, but tests for not nil. (if-some [x false] :some :none) => :some"
  ([bindings then] `(if-some ~bindings ~then nil))
  ([bindings then otherwise]
   (check-one-binding &form bindings)
   `(let* [value# ~(nth bindings 1)]
      (if (nil? value#)
        ~otherwise
        (let [~(nth bindings 0) value#] ~then)))))

(defmacro when-some
  "Like when-let, but tests for not nil."
  [bindings & body]
  (check-one-binding &form bindings)
  `(let* [value# ~(nth bindings 1)]
     (if (nil? value#)
       nil
       (let [~(nth bindings 0) value#] ~@body))))

(defmacro when-first
  "Evaluates the body with the pattern bound to the first item of a seqable if it has one; else returns nil.
  (when-first [x [1 2]] x) => 1"
  [bindings & body]
  (check-one-binding &form bindings)
  `(when-let [items# (seq ~(nth bindings 1))]
     (let [~(nth bindings 0) (first items#)] ~@body)))

(defmacro while
  "Evaluates the body again and again as long as test is true; returns nil."
  [test & body]
  `(loop* [] (when ~test ~@body (recur))))

(defmacro doto
  "Evaluates x, calls each form with it as the first argument, and returns x. (doto (atom 0) (swap! inc))"
  [x & forms]
  (let [target (gensym "doto__")]
    `(let* [~target ~x]
       ~@(loop [left (seq forms) made []]
           (if left
             (let [form (first left)]
               (recur (next left)
                      (conj made (if (seq? form)
                                   (with-meta (list* (first form) target (next form)) (meta form))
                                   (list form target)))))
             made))
       ~target)))

(defmacro ..
  "Threads host member accesses: (.. x (a 1) b) is (. (. x (a 1)) b)."
  ([x form] `(. ~x ~form))
  ([x form & more] `(.. (. ~x ~form) ~@more)))

(defn- threaded
  "One step of -> (last? false) or ->> (last? true)."
  [x form last?]
  (if (seq? form)
    (with-meta (if last?
                 (seq (concat form (list x)))
                 (list* (first form) x (next form)))
               (meta form))
    (list form x)))

(defmacro as->
  "Binds name to the value of expr, then to the value of each form in turn; returns the last. (as-> 1 x (+ x 1) [x x]) => [2 2]"
  [expr name & forms]
  `(let* ~(loop [left (seq forms) made [name expr]]
            (if left (recur (next left) (conj (conj made name) (first left))) made))
     ~name))

(defn- conditional-threading
  [form x clauses last?]
  (when-not (= 0 (rem (count clauses) 2))
    (throw (norn.prim/syntax-error form (str (first form) " requires an even number of forms after the expression"))))
  (let [value (gensym "value__")]
    (loop [left (seq clauses) made [value x]]
      (if left
        (recur (next (next left))
               (conj (conj made value)
                     (list 'if (first left) (threaded value (first (next left)) last?) value)))
        (list 'let* made value)))))

(defmacro cond->
  "Threads expr as first argument through each form whose test (before it) is true; unlike cond, later tests go on.
  (cond-> 1 true inc false (* 42)) => 2"
  [expr & clauses]
  (conditional-threading &form expr clauses false))

(defmacro cond->>
  "Threads expr as last argument through each form whose test (before it) is true."
  [expr & clauses]
  (conditional-threading &form expr clauses true))

(defn- nil-safe-threading
  [x forms last?]
  (let [value (gensym "value__")]
    (loop [left (seq forms) made [value x]]
      (if left
        (recur (next left)
               (conj (conj made value)
                     (list 'if (list 'clojure.core/nil? value) nil (threaded value (first left) last?))))
        (list 'let* made value)))))

(defmacro some->
  "Threads expr as first argument through the forms until a value is nil. (some-> {:a 1} :b inc) => nil"
  [expr & forms]
  (nil-safe-threading expr forms false))

(defmacro some->>
  "Threads expr as last argument through the forms until a value is nil."
  [expr & forms]
  (nil-safe-threading expr forms true))

(defmacro dotimes
  "Evaluates the body n times with name bound to 0, 1, ... n-1; returns nil. (dotimes [i 3] (println i))"
  [bindings & body]
  (check-one-binding &form bindings)
  (let [i (nth bindings 0)]
    `(let* [n# (long ~(nth bindings 1))]
       (loop* [~i 0]
         (when (< ~i n#)
           ~@body
           (recur (inc ~i)))))))

(defmacro condp
  "Returns the result of the first clause `test result` for which (pred test expr) is true; a clause `test :>> f` calls f
  with the value of that call. A single form at the end is the default; without one a miss is an IllegalArgumentException.
  (condp = 2 1 :one 2 :two :many) => :two"
  [pred expr & clauses]
  (let [p (gensym "pred__")
        e (gensym "expr__")
        build (fn build [left]
                (if left
                  (if (next left)
                    (if (= (first (next left)) :>>)
                      `(if-let [hit# (~p ~(first left) ~e)]
                         (~(first (next (next left))) hit#)
                         ~(build (next (next (next left)))))
                      `(if (~p ~(first left) ~e)
                         ~(first (next left))
                         ~(build (next (next left)))))
                    (first left))
                  `(throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                            (str "No matching clause: " (pr-str ~e))))))]
    `(let* [~p ~pred ~e ~expr]
       ~(build (seq clauses)))))

(defn- simple-result?
  "A form that costs nothing to write twice."
  [form]
  (if (symbol? form) true (if (coll? form) false true)))

(defmacro case
  "Compares the value of expr with constants, which are not evaluated, in constant time: returns the result behind the one it
  is equal to. A list groups several constants. A single form at the end is the default; without one a miss is an
  IllegalArgumentException. (case x 1 :one (2 3) :few \"s\" :string :other)"
  [expr & clauses]
  (let [value (gensym "case__")
        default? (= 1 (rem (count clauses) 2))
        duplicate (fn [constant]
                    (throw (norn.prim/syntax-error &form (str "Duplicate case test constant: " (pr-str constant)))))]
    (loop [left (seq clauses) seen {} table [] groups [] index 0]
      (if (if left (next left) nil)
        (let [constants (first left)
              result (first (next left))
              constants (if (seq? constants) (seq constants) (list constants))
              seen (loop [items constants seen seen]
                     (if items
                       (if (contains? seen (first items))
                         (duplicate (first items))
                         (recur (next items) (assoc seen (first items) index)))
                       seen))
              table (loop [items constants table table]
                      (if items (recur (next items) (conj (conj table (first items)) result)) table))]
          (recur (next (next left)) seen table
                 (conj groups [constants result])
                 (inc index)))
        (let [default (if default?
                        (first left)
                        `(throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                                  (str "No matching clause: " (pr-str ~value)))))
              copied? (loop [left (seq groups)]
                        (if left
                          (if (if (next (nth (first left) 0)) (not (simple-result? (nth (first left) 1))) false)
                            true
                            (recur (next left)))
                          false))]
          (if copied?
            ;; A long result behind several constants is compiled once: constants to clause numbers, then numbers to results.
            (let [numbers (loop [left (seq groups) i 0 made []]
                            (if left
                              (recur (next left) (inc i)
                                     (loop [items (nth (first left) 0) made made]
                                       (if items (recur (next items) (conj (conj made (first items)) i)) made)))
                              made))
                  results (loop [left (seq groups) i 0 made []]
                            (if left
                              (recur (next left) (inc i) (conj (conj made i) (nth (first left) 1)))
                              made))]
              `(let* [~value ~expr]
                 (case* (case* ~value -1 ~numbers) ~default ~results)))
            `(let* [~value ~expr]
               (case* ~value ~default ~table))))))))
