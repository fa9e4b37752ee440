;; Atoms, volatiles, delays, reduced values; watches and validators.

(defn- publish
  "Tries to make `new` the value of the atom in place of `old`: validates, swaps, tells the watches. False: it had changed."
  [a old new]
  (if (norn.prim/ref-plain? a)
    (norn.prim/atom-cas! a old new)
    (do (check-root (norn.prim/ref-validator a) new)
        (if (norn.prim/atom-cas! a old new)
          (do (notify-watches a (norn.prim/ref-watches a) old new)
              true)
          false))))

(defn atom
  "Makes an atom: a reference to a value that swap! and reset! change atomically. Options: :meta map, :validator function of
  one argument (a false result refuses a value). @(atom 1) => 1"
  ([x] (norn.prim/make-atom x nil nil))
  ([x & {:keys [meta validator]}]
   (check-root validator x)
   (norn.prim/make-atom x meta validator)))

(defn swap!
  "Sets the atom to (f value args...) and returns that. f may run more than once when other tasks change the atom meanwhile;
  it may wait. (swap! counter + 2)"
  ([a f]
   (loop []
     (let [old (deref a) new (f old)]
       (if (publish a old new) new (recur)))))
  ([a f x]
   (loop []
     (let [old (deref a) new (f old x)]
       (if (publish a old new) new (recur)))))
  ([a f x y]
   (loop []
     (let [old (deref a) new (f old x y)]
       (if (publish a old new) new (recur)))))
  ([a f x y & args]
   (loop []
     (let [old (deref a) new (apply f old x y args)]
       (if (publish a old new) new (recur))))))

(defn swap-vals!
  "Like swap!, but returns [old new]."
  [a f & args]
  (loop []
    (let [old (deref a) new (apply f old args)]
      (if (publish a old new) [old new] (recur)))))

(defn reset!
  "Sets the atom to a value, whatever it was, and returns the value."
  [a value]
  (loop []
    (if (publish a (deref a) value) value (recur))))

(defn reset-vals!
  "Sets the atom to a value and returns [old new]."
  [a value]
  (loop []
    (let [old (deref a)]
      (if (publish a old value) [old value] (recur)))))

(defn compare-and-set!
  "Sets the atom to new if it holds old (the identical value); returns whether it did."
  [a old new] (publish a old new))

(defn memoize
  "Returns a function like f that remembers the result for each list of arguments. f must be free of side effects."
  [f]
  (let [known (atom {})]
    (fn [& args]
      (let [found (find (deref known) args)]
        (if found
          (val found)
          (let [result (apply f args)]
            (swap! known assoc args result)
            result))))))

(defn add-watch
  "Adds (or replaces) under key a function that is called with key, reference, old and new value after each change of an
  atom, var or agent. Returns the reference."
  [reference key f]
  (loop []
    (let [watches (norn.prim/ref-watches reference)]
      (if (norn.prim/ref-cas-watches! reference watches (assoc (if watches watches {}) key f))
        reference
        (recur)))))

(defn remove-watch
  "Removes the watch under key. Returns the reference."
  [reference key]
  (loop []
    (let [watches (norn.prim/ref-watches reference)
          left (dissoc watches key)]
      (if (norn.prim/ref-cas-watches! reference watches (if (seq left) left nil))
        reference
        (recur)))))

(defn set-validator!
  "Sets the function that accepts or refuses new values of an atom, var or agent; nil removes it. The present value must pass."
  [reference f]
  (when f
    (check-root f (if (norn.prim/var? reference) (norn.prim/var-root reference) (deref reference))))
  (norn.prim/ref-set-validator! reference f)
  nil)

(defn get-validator
  "Returns the validator function of an atom, var or agent, or nil."
  [reference] (norn.prim/ref-validator reference))

(defmacro vswap!
  "Sets the volatile to (f value args...) and returns that; not atomic. (vswap! v inc)"
  [vol f & args]
  `(let* [v# ~vol]
     (vreset! v# (~f (deref v#) ~@args))))

(defmacro delay
  "Returns an object whose body is evaluated when force, deref or @ first ask for its value; the value, or the exception, is
  kept. A second task that asks meanwhile waits. @(delay (+ 1 2)) => 3"
  [& body]
  (list 'norn.prim/delay* (list* 'fn* [] body)))

(defn- force-delay
  "Twin of deref for delays that have no value yet. delay-begin! parks while another task computes it."
  [d]
  (let [thunk (norn.prim/delay-begin! d)]
    (if (identical? thunk :realized)
      (norn.prim/delay-value d)
      (try
        (let [value (thunk)]
          (norn.prim/delay-finish! d value)
          value)
        (catch :default e
          (norn.prim/delay-fail! d e)
          (throw e))
        (finally (norn.prim/delay-abandon! d))))))

(defn force
  "Returns the value of a delay; any other value is returned as it is."
  [x] (if (delay? x) (deref x) x))
