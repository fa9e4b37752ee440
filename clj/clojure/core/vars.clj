;; Vars: definitions, dynamic bindings, redefinition.

(defmacro defonce
  "Defines name with the value of expr unless it already has a root value; expr is evaluated only then."
  [name expr]
  `(when-not (norn.prim/var-bound? (def ~name))
     (def ~name ~expr)))

(defn push-thread-bindings
  "Pushes a frame of bindings, a map from vars to values, for the current task. Pair it with pop-thread-bindings in a finally;
  see binding."
  [bindings] (norn.prim/push-bindings! bindings))

(defn pop-thread-bindings
  "Removes the newest frame of bindings of the current task."
  [] (norn.prim/pop-bindings!))

(defn get-thread-bindings
  "Returns a map from vars to values of all bindings of the current task."
  [] (norn.prim/get-bindings))

(defmacro binding
  "Evaluates the body with the dynamic vars bound to new values for the current task and the tasks it starts. The values are
  evaluated in parallel, before any is bound. (binding [*print-length* 3] (prn (range 10)))"
  [bindings & body]
  (check-bindings &form bindings)
  (let [pairs (loop [i 0 made []]
                (if (< i (count bindings))
                  (recur (+ i 2) (conj (conj made (list 'var (nth bindings i))) (nth bindings (inc i))))
                  made))]
    `(do (norn.prim/push-bindings! (hash-map ~@pairs))
         (try
           ~@body
           (finally (norn.prim/pop-bindings!))))))

(defn with-bindings*
  "Calls f with the arguments while the vars of the map binding-map are bound to its values."
  [binding-map f & args]
  (norn.prim/push-bindings! binding-map)
  (try
    (apply f args)
    (finally (norn.prim/pop-bindings!))))

(defmacro with-bindings
  "Evaluates the body while the vars of a map are bound to its values. (with-bindings {#'*print-length* 3} (pr-str xs))"
  [binding-map & body]
  `(with-bindings* ~binding-map (fn [] ~@body)))

(defn bound-fn*
  "Returns a function that calls f with the bindings that are in force now, in whatever task it is called."
  [f]
  (let [bindings (norn.prim/get-bindings)]
    (fn [& args] (apply with-bindings* bindings f args))))

(defmacro bound-fn
  "Like fn; the function runs with the bindings in force where it was made."
  [& forms]
  `(bound-fn* (fn ~@forms)))

(defn bound?
  "Returns true if all the vars have a value (a root or a binding)."
  [& vars] (every? (fn [v] (or (norn.prim/var-bound? v) (norn.prim/task-bound? v))) vars))

(defn thread-bound?
  "Returns true if all the vars are bound in the current task."
  [& vars] (every? (fn [v] (norn.prim/task-bound? v)) vars))

(defn var-get
  "Returns the value of a var: its binding in this task, else its root."
  [v] (norn.prim/bound-value v))

(defn var-set
  "Sets the binding of a var in the current task. IllegalStateException if this task did not bind it."
  [v value] (norn.prim/set-binding! v value))

(defmacro with-local-vars
  "Evaluates the body with each name bound to a new var, itself bound to the value; see var-get and var-set."
  [bindings & body]
  (check-bindings &form bindings)
  (let [names (every-second bindings)]
    `(let ~(loop [left (seq names) made []]
             (if left
               (recur (next left) (conj (conj made (first left)) '(norn.prim/make-local-var)))
               made))
       (norn.prim/push-bindings!
         (hash-map ~@(loop [i 0 made []]
                       (if (< i (count bindings))
                         (recur (+ i 2) (conj (conj made (nth bindings i)) (nth bindings (inc i))))
                         made))))
       (try
         ~@body
         (finally (norn.prim/pop-bindings!))))))

(defn- check-root
  "Throws unless the validator of the var (or atom) accepts the value."
  [validator value]
  (when validator
    (when-not (validator value)
      (throw (norn.prim/make-exception "java.lang.IllegalStateException" "Invalid reference state")))))

(defn- notify-watches
  [reference watches old new]
  (loop [left (seq watches)]
    (when left
      ((val (first left)) (key (first left)) reference old new)
      (recur (next left)))))

(defn alter-var-root
  "Sets the root of a var to (f root args...), atomically, and returns it. (alter-var-root #'x inc)"
  [v f & args]
  (loop []
    (let [old (norn.prim/var-root v)
          new (apply f old args)]
      (check-root (norn.prim/ref-validator v) new)
      (if (norn.prim/var-cas-root! v old new)
        (do (notify-watches v (norn.prim/ref-watches v) old new)
            new)
        (recur)))))

(defn with-redefs-fn
  "Calls f, a function without arguments, while the roots of the vars in the map are replaced by its values, for all tasks."
  [binding-map f]
  (let [olds (reduce (fn [made v] (assoc made v (norn.prim/var-root v))) {} (keys binding-map))
        set-all (fn [roots]
                  (loop [left (seq roots)]
                    (when left
                      (norn.prim/var-set-root! (key (first left)) (val (first left)))
                      (recur (next left)))))]
    (set-all binding-map)
    (try
      (f)
      (finally (set-all olds)))))

(defmacro with-redefs
  "Evaluates the body while the roots of the named vars are replaced, for all tasks; restores them at the end. For tests.
  (with-redefs [slurp (fn [_] \"text\")] (slurp \"f\")) => \"text\""
  [bindings & body]
  (check-bindings &form bindings)
  `(with-redefs-fn
     (hash-map ~@(loop [i 0 made []]
                   (if (< i (count bindings))
                     (recur (+ i 2) (conj (conj made (list 'var (nth bindings i))) (nth bindings (inc i))))
                     made)))
     (fn [] ~@body)))
