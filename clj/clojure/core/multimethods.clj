;; Hierarchies and multimethods.
;;
;; A hierarchy is a map {:parents {tag #{tags}} :ancestors {...} :descendants
;; {...}}, the last two transitive. A multimethod keeps its tables in host
;; fields that bytecode swaps; calls come here through the :invoke hook.

(defn make-hierarchy
  "Returns an empty hierarchy for derive, isa? and defmulti's :hierarchy."
  [] {:parents {} :descendants {} :ancestors {}})

(def ^{:private true :doc "The hierarchy used when none is given."} global-hierarchy (make-hierarchy))

(defn- supertypes
  "The direct parent and interfaces of a Type, a set or nil."
  [tag]
  (if (norn.prim/type? tag)
    (let [parent (norn.prim/type-parent tag)
          interfaces (norn.prim/type-interfaces tag)
          parents (if (or (nil? parent) (identical? parent tag)) #{} #{parent})]
      (into parents (filter norn.prim/type? interfaces)))
    nil))

(defn- type-isa?
  [child parent]
  (and (norn.prim/type? child) (norn.prim/type? parent) (norn.prim/type-is? child parent)))

(defn- all-supertypes
  [tag]
  (loop [left (seq (supertypes tag)) seen #{}]
    (if left
      (if (contains? seen (first left))
        (recur (next left) seen)
        (recur (seq (concat (next left) (supertypes (first left)))) (conj seen (first left))))
      seen)))

(defn isa?
  "Returns true if child equals parent, is derived from it in the hierarchy or by its class, or if both are vectors of such
  pairs. (isa? Long Number) => true"
  ([child parent] (isa? global-hierarchy child parent))
  ([h child parent]
   (or (= child parent)
       (type-isa? child parent)
       (contains? (get (get h :ancestors) child) parent)
       (and (norn.prim/type? child)
            (boolean (some (fn [super] (contains? (get (get h :ancestors) super) parent)) (all-supertypes child))))
       (and (vector? parent) (vector? child)
            (= (count parent) (count child))
            (loop [i 0]
              (if (< i (count parent))
                (if (isa? h (nth child i) (nth parent i)) (recur (inc i)) false)
                true))))))

(defn parents
  "Returns the set of direct parents of a tag (a keyword, symbol or class), or nil."
  ([tag] (parents global-hierarchy tag))
  ([h tag] (not-empty (into (set (get (get h :parents) tag)) (supertypes tag)))))

(defn ancestors
  "Returns the set of direct and indirect parents of a tag, or nil."
  ([tag] (ancestors global-hierarchy tag))
  ([h tag]
   (let [supers (all-supertypes tag)]
     (not-empty
       (reduce (fn [made super] (into made (get (get h :ancestors) super)))
               (into (set (get (get h :ancestors) tag)) supers)
               supers)))))

(defn descendants
  "Returns the set of tags derived directly or indirectly from a tag, or nil."
  ([tag] (descendants global-hierarchy tag))
  ([h tag]
   (if (norn.prim/type? tag)
     (throw (norn.prim/make-exception "java.lang.UnsupportedOperationException" "Can't get descendants of classes"))
     (not-empty (get (get h :descendants) tag)))))

(defn- closure-of
  "From {tag #{parents}} to {tag #{all ancestors}}."
  [parents]
  (let [above (fn above [tag]
                (reduce (fn [made parent] (into (conj made parent) (above parent))) #{} (get parents tag)))]
    (reduce (fn [made tag] (assoc made tag (above tag))) {} (keys parents))))

(defn- inverted
  "From {tag #{ancestors}} to {ancestor #{tags}}."
  [ancestors]
  (reduce-kv (fn [made tag supers]
               (reduce (fn [made super] (assoc made super (conj (get made super #{}) tag))) made supers))
             {} ancestors))

(defn- hierarchy-from
  [parents]
  (let [ancestors (closure-of parents)]
    {:parents parents :ancestors ancestors :descendants (inverted ancestors)}))

(defn- throw-illegal
  [class message]
  (throw (norn.prim/make-exception class message)))

(defn- named-tag?
  [tag] (and (ident? tag) (some? (namespace tag))))

(defn derive
  "Makes tag a child of parent in the hierarchy h, which is returned, or in the global one (nil is returned). Without h tags
  must be classes or qualified keywords or symbols. (derive ::square ::shape)"
  ([tag parent]
   (when-not (named-tag? parent)
     (throw-illegal "java.lang.AssertionError" (str "Assert failed: parent must be namespace-qualified: " (pr-str parent))))
   (when-not (or (norn.prim/type? tag) (named-tag? tag))
     (throw-illegal "java.lang.AssertionError" (str "Assert failed: tag must be a class or namespace-qualified: " (pr-str tag))))
   (alter-var-root (var global-hierarchy) derive tag parent)
   nil)
  ([h tag parent]
   (when (= tag parent)
     (throw-illegal "java.lang.AssertionError" "Assert failed: (not= tag parent)"))
   (let [above (get (get h :parents) tag #{})]
     (cond
       (contains? above parent) h
       (contains? (get (get h :ancestors) tag) parent)
       (throw-illegal "java.lang.Exception" (str (pr-str tag) " already has " (pr-str parent) " as ancestor"))
       (contains? (get (get h :ancestors) parent) tag)
       (throw-illegal "java.lang.Exception"
                      (str "Cyclic derivation: " (pr-str parent) " has " (pr-str tag) " as ancestor"))
       :else (hierarchy-from (assoc (get h :parents) tag (conj above parent)))))))

(defn underive
  "Removes parent from the parents of tag in the hierarchy h, which is returned, or in the global one."
  ([tag parent]
   (alter-var-root (var global-hierarchy) underive tag parent)
   nil)
  ([h tag parent]
   (let [left (disj (get (get h :parents) tag #{}) parent)]
     (hierarchy-from (if (seq left)
                       (assoc (get h :parents) tag left)
                       (dissoc (get h :parents) tag))))))

;; --- multimethods ------------------------------------------------------------------
;; Fields of the host object (norn.prim/multi-get m key): :name :dispatch :default :hierarchy (a var or nil for the global
;; one) :table {value fn} :prefers {value #{values}} :cache nil or [hierarchy table prefers {value fn}].

(defn- multi-hierarchy
  [m]
  (let [h (norn.prim/multi-get m :hierarchy)]
    (if h (deref h) global-hierarchy)))

(defn- preferred?
  "Is x preferred over y, directly or through parents?"
  [h prefers x y]
  (or (contains? (get prefers x) y)
      (boolean (some (fn [parent] (preferred? h prefers x parent)) (parents h y)))
      (boolean (some (fn [parent] (preferred? h prefers parent y)) (parents h x)))))

(defn- dominates?
  [h prefers x y]
  (or (preferred? h prefers x y) (isa? h x y)))

(defn- find-method
  "The best function of the table for a dispatch value, nil if none applies."
  [m h table prefers value]
  (let [best (reduce-kv
               (fn [best candidate f]
                 (if (isa? h value candidate)
                   (cond
                     (nil? best) [candidate f]
                     (dominates? h prefers candidate (nth best 0)) [candidate f]
                     (dominates? h prefers (nth best 0) candidate) best
                     :else (throw-illegal "java.lang.IllegalArgumentException"
                             (str "Multiple methods in multimethod '" (norn.prim/multi-get m :name)
                                  "' match dispatch value: " (pr-str value) " -> " (pr-str candidate)
                                  " and " (pr-str (nth best 0)) ", and neither is preferred")))
                   best))
               nil table)]
    (if best
      (nth best 1)
      (get table (norn.prim/multi-get m :default)))))

(defn- look-up-method
  "What get-method has to find, and to remember in the cache."
  [multifn h dispatch-val]
  (let [table (norn.prim/multi-get multifn :table)
        prefers (norn.prim/multi-get multifn :prefers)
        cache (norn.prim/multi-get multifn :cache)
        valid? (and cache (identical? (nth cache 0) h) (identical? (nth cache 1) table) (identical? (nth cache 2) prefers))
        known (if valid? (nth cache 3) {})
        found (get known dispatch-val)]
    (if found
      found
      (let [f (find-method multifn h table prefers dispatch-val)]
        (when f
          (norn.prim/multi-set! multifn :cache [h table prefers (assoc known dispatch-val f)]))
        f))))

(defn get-method
  "Returns the function a multimethod would call for a dispatch value (maybe the default one), or nil."
  [multifn dispatch-val]
  (let [h (multi-hierarchy multifn)
        found (norn.prim/multi-cached multifn h dispatch-val)]
    (if found found (look-up-method multifn h dispatch-val))))

(defn- invoke-multimethod
  [m args]
  (let [value (apply (norn.prim/multi-get m :dispatch) args)
        f (get-method m value)]
    (if f
      (apply f args)
      (throw-illegal "java.lang.IllegalArgumentException"
        (str "No method in multimethod '" (norn.prim/multi-get m :name) "' for dispatch value: " (pr-str value))))))

(defn- update-multi
  "Swaps one field of a multimethod: (f old args...)."
  [m field f & args]
  (loop []
    (let [old (norn.prim/multi-get m field)]
      (if (norn.prim/multi-cas! m field old (apply f old args))
        m
        (recur)))))

(defmacro defmulti
  "Defines a multimethod: its calls go to the method whose dispatch value fits (isa?) the value of dispatch-fn for the
  arguments. Options: :default value (:default), :hierarchy var. A docstring and an attribute map may follow the name.
  (defmulti area :shape)"
  [name & forms]
  (let [docstring (if (string? (first forms)) (first forms) nil)
        forms (if docstring (next forms) forms)
        attributes (if (map? (first forms)) (first forms) nil)
        forms (if attributes (next forms) forms)
        dispatch (first forms)
        options (apply hash-map (next forms))
        m (conj (conj (if (meta name) (meta name) {}) (if attributes attributes {}))
                (if docstring {:doc docstring} {}))
        name (with-meta name m)]
    (when-not dispatch
      (throw (norn.prim/syntax-error &form "defmulti expects a name and a dispatch function")))
    `(let* [v# (def ~name)]
       (when-not (and (norn.prim/var-bound? v#) (norn.prim/multimethod? (norn.prim/var-root v#)))
         (def ~name (norn.prim/make-multimethod ~(clojure.core/name name) ~dispatch ~(get options :default :default)
                                                ~(get options :hierarchy))))
       v#)))

(defmacro defmethod
  "Adds a method for a dispatch value to a multimethod. (defmethod area :square [{s :side}] (* s s))"
  [multifn dispatch-val & fn-tail]
  `(add-method ~multifn ~dispatch-val (fn ~@fn-tail)))

(defn add-method
  "Adds (or replaces) the function for a dispatch value of a multimethod; returns the multimethod."
  [multifn dispatch-val f]
  (update-multi multifn :table assoc dispatch-val f))

(defn remove-method
  "Removes the method for a dispatch value; returns the multimethod."
  [multifn dispatch-val]
  (update-multi multifn :table dissoc dispatch-val))

(defn remove-all-methods
  "Removes all methods and preferences; returns the multimethod."
  [multifn]
  (update-multi multifn :prefers (fn [_] {}))
  (update-multi multifn :table (fn [_] {})))

(defn methods
  "Returns a map from dispatch values to the functions of a multimethod."
  [multifn] (norn.prim/multi-get multifn :table))

(defn prefers
  "Returns a map from dispatch values to the sets of values they are preferred over."
  [multifn] (norn.prim/multi-get multifn :prefers))

(defn prefer-method
  "Makes a multimethod prefer dispatch value x over y where both fit; returns the multimethod."
  [multifn dispatch-val-x dispatch-val-y]
  (when (preferred? (multi-hierarchy multifn) (prefers multifn) dispatch-val-y dispatch-val-x)
    (throw-illegal "java.lang.IllegalStateException"
      (str "Preference conflict in multimethod '" (norn.prim/multi-get multifn :name) "': " (pr-str dispatch-val-y)
           " is already preferred to " (pr-str dispatch-val-x))))
  (update-multi multifn :prefers
                (fn [known] (assoc known dispatch-val-x (conj (get known dispatch-val-x #{}) dispatch-val-y)))))

(norn.prim/install-hook! :invoke
  (fn [callee args]
    (cond
      (norn.prim/multimethod? callee) (invoke-multimethod callee args)
      (norn.prim/user-type? callee)
      (let [f (norn.prim/type-method callee 'invoke)]
        (if f
          (apply f callee args)
          (let [f (norn.prim/type-method callee 'applyTo)]
            (if f
              (f callee args)
              (throw (norn.prim/make-exception "java.lang.ClassCastException"
                       (str (norn.prim/type-name (class callee)) " cannot be called: it does not implement IFn")))))))
      (map-entry? callee) (apply nth callee args)
      (norn.prim/promise? callee) (norn.prim/deliver* callee (first args))
      :else (throw (norn.prim/make-exception "java.lang.ClassCastException"
                     (str (norn.prim/type-name (class callee)) " cannot be called as a function"))))))
