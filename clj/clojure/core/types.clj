;; deftype, defrecord, reify, and the host interfaces they may implement.

(defn- class-symbol
  "The full name of a class defined in the current namespace, munged as on the JVM."
  [name]
  (symbol (str (norn.prim/replace-chars (str (ns-name *ns*)) \- \_) "." (clojure.core/name name))))

(defn- mentions-recur?
  [form]
  (cond
    (symbol? form) (= form 'recur)
    (seq? form) (boolean (some mentions-recur? form))
    (vector? form) (boolean (some mentions-recur? form))
    (map? form) (boolean (some mentions-recur? (concat (keys form) (vals form))))
    (set? form) (boolean (some mentions-recur? form))
    :else false))

(defn- field-vector
  "The fields a method sees: those that a parameter shadows get another name."
  [fields params]
  (let [shadowing (set params)]
    (mapv (fn [field]
            (if (contains? shadowing field)
              (with-meta (gensym "shadowed__") (meta field))
              field))
          fields)))

(defn- method-arity
  "([this args] body) of a deftype with its fields in scope. recur leaves `this` out, as on the JVM."
  [form fields arity]
  (let [params (first arity)
        _ (when (or (not (vector? params)) (empty? params))
            (throw (norn.prim/syntax-error form "A method needs a parameter vector that begins with `this`")))
        this (gensym "this__")
        plain (mapv (fn [param] (if (symbol? param) param (gensym "p__"))) (rest params))
        plain (if (apply distinct? :none plain) plain (mapv (fn [param] (if (= param '_) (gensym "_") param)) plain))
        patterns (loop [left (seq (rest params)) names (seq plain) made []]
                   (if left
                     (recur (next left) (next names)
                            (if (symbol? (first left)) made (conj (conj made (first left)) (first names))))
                     made))
        patterns (if (symbol? (first params))
                   (if (= '_ (first params)) patterns (into [(first params) this] patterns))
                   (into [(first params) this] patterns))
        body (rest arity)
        body (if (and (seq plain) (mentions-recur? body))
               (list (list* 'loop* (vec (interleave plain plain)) body))
               (if (mentions-recur? body) (list (list* 'loop* [] body)) body))
        body (if (seq patterns) (list (list* 'clojure.core/let patterns body)) body)]
    (list (into [this] plain)
          (if (seq fields)
            (list* 'fields* this (field-vector fields plain) body)
            (cons 'do body)))))

(defn- method-table
  "{quoted name, (fn* arities...)}: the methods of all groups, arities of one name joined."
  [form fields groups]
  (let [methods (mapcat (fn [group] (nth group 1)) groups)
        joined (reduce (fn [made method]
                         (let [arity (if (vector? (second method)) (rest method) (second method))
                               ;; A macro's syntax quote has qualified the name.
                               method-name (symbol (name (first method)))]
                           (assoc made method-name
                                  (conj (get made method-name []) (method-arity form fields arity)))))
                       {} methods)]
    (into {} (map (fn [entry] [(list 'quote (key entry))
                               (list* 'fn* (val entry))])
                  joined))))

(defn- resolve-super
  "The Type or Protocol that a name in deftype, defrecord or reify stands for. An unknown class becomes an interface."
  [form name]
  (if (symbol? name)
    (let [found (resolve name)]
      (cond
        (norn.prim/var? found)
        (let [value (if (norn.prim/var-bound? found) (norn.prim/var-root found) nil)]
          (if (or (protocol? value) (norn.prim/type? value))
            value
            (throw (norn.prim/syntax-error form (str name " is neither a protocol nor an interface")))))
        (norn.prim/type? found) (get (meta found) :norn/protocol found)
        (or (dotted? (clojure.core/name name)) (class-like? (clojure.core/name name))) (norn.prim/declare-class! name)
        :else (throw (norn.prim/syntax-error form (str "Unable to resolve the protocol or interface " name)))))
    name))

(defn- methods-of-protocol
  "The part of a type's methods that belongs to a protocol."
  [protocol methods]
  (reduce (fn [made method-name]
            (let [f (get methods method-name)]
              (if f (assoc made method-name f) made)))
          {} (keys (norn.prim/protocol-get protocol :methods))))

(defn- install-methods
  "Gives a type its methods, and the protocols among `supers` their implementations."
  [type methods supers]
  (norn.prim/type-set! type :methods methods)
  (loop [left (seq supers)]
    (when left
      (when (protocol? (first left))
        (add-implementation (first left) type (methods-of-protocol (first left) methods)))
      (recur (next left)))))

;; For the code that deftype and defrecord expand to.
(norn.prim/define-var! "norn.prim" "install-methods!" install-methods)

(defn- parse-type-options
  "[options specs]: leading keyword options (:load-ns true) and the rest."
  [forms]
  (loop [left (seq forms) options {}]
    (if (keyword? (first left))
      (recur (nnext left) (assoc options (first left) (second left)))
      [options left])))

(defn- with-interfaces
  "The set of the supers and of the interfaces that stand for the protocols among them."
  [supers]
  (into (set supers)
        (keep (fn [super] (if (protocol? super) (norn.prim/class-or-nil (interface-name super)) nil)))
        supers))

(defn- make-class
  "The Type for a deftype or defrecord, known under its name in the current namespace from now on."
  [form name kind fields supers]
  (when-not (vector? fields)
    (throw (norn.prim/syntax-error form (str (first form) " expects a vector of field names after the name"))))
  (let [type (norn.prim/make-type (class-symbol name) kind (mapv (fn [field] (with-meta field nil)) fields))]
    (norn.prim/type-set! type :interfaces (with-interfaces supers))
    (norn.prim/type-set! type :meta {:norn/factory (symbol (str (ns-name *ns*)) (str "->" name))})
    (norn.prim/register-class! (class-symbol name) type)
    (norn.prim/ns-refer! *ns* (with-meta name nil) type)
    ;; The methods may call the constructor, so its var must be known before they are compiled.
    (norn.prim/declare-var! *ns* (symbol (str "->" name)))
    type))

(defmacro deftype
  "Defines a type with fields and methods: (deftype Name [field*] Protocol (method [this args] body)* ...), and the function
  ->Name that makes one. Fields are plain names in the methods; set! changes those marked ^:unsynchronized-mutable or
  ^:volatile-mutable. Protocols and host interfaces (ILookup, Counted, IFn, Object ...) may be implemented.
  (deftype Counter [^:unsynchronized-mutable n] clojure.lang.IDeref (deref [_] (set! n (inc n))))"
  [name fields & forms]
  (let [specs (nth (parse-type-options forms) 1)
        groups (parse-impls specs)
        supers (mapv (fn [group] (resolve-super &form (nth group 0))) groups)
        type (make-class &form name :deftype fields supers)
        plain (mapv (fn [field] (with-meta field nil)) fields)
        factory (symbol (str "->" name))]
    `(do
       (norn.prim/install-methods! ~type ~(method-table &form fields groups) (quote ~supers))
       (defn ~factory
         ~(str "Makes a " (class-symbol name) " of its fields.")
         ~plain
         (norn.prim/new-instance ~type ~@plain))
       ~type)))

(defmacro defrecord
  "Defines a record: a type that is also a map of its fields, with value equality. Makes the functions ->Name (fields in order)
  and map->Name (a map). Protocols may be implemented as in deftype.
  (defrecord Point [x y]) (:x (->Point 1 2)) => 1"
  [name fields & forms]
  (let [specs (nth (parse-type-options forms) 1)
        groups (parse-impls specs)
        supers (mapv (fn [group] (resolve-super &form (nth group 0))) groups)
        type (make-class &form name :record fields
                         (into supers [clojure.lang.IRecord]))
        plain (mapv (fn [field] (with-meta field nil)) fields)
        factory (symbol (str "->" name))]
    `(do
       (norn.prim/install-methods! ~type ~(method-table &form fields groups) (quote ~supers))
       (defn ~factory
         ~(str "Makes a " (class-symbol name) " of its fields.")
         (~plain (norn.prim/new-record ~type ~@plain))
         ([~@plain meta# more#] (norn.prim/record-with (norn.prim/new-record ~type ~@plain) meta# more#)))
       (defn ~(symbol (str "map->" name))
         ~(str "Makes a " (class-symbol name) " of a map with its fields as keywords; other keys are kept too.")
         [m#]
         (into (norn.prim/new-record ~type ~@(map (fn [field] nil) plain)) m#))
       ~type)))

(defn- forwarder
  "A method of a reified type: calls the closure in field i of the object with all arguments."
  [i]
  (fn
    ([this] ((norn.prim/instance-field this i) this))
    ([this a] ((norn.prim/instance-field this i) this a))
    ([this a b] ((norn.prim/instance-field this i) this a b))
    ([this a b c] ((norn.prim/instance-field this i) this a b c))
    ([this a b c & more] (apply (norn.prim/instance-field this i) this a b c more))))

(defmacro reify
  "Makes an object that implements protocols and interfaces: (reify Protocol (method [this args] body)* ...). The methods close
  over the locals. (reify Object (toString [_] \"me\"))"
  [& forms]
  (let [specs (nth (parse-type-options forms) 1)
        groups (parse-impls specs)
        supers (mapv (fn [group] (resolve-super &form (nth group 0))) groups)
        table (method-table &form [] groups)
        names (vec (map (fn [quoted] (second quoted)) (keys table)))
        functions (vec (vals table))
        type (norn.prim/make-type (class-symbol (gensym "reify__")) :deftype names)]
    (norn.prim/type-set! type :interfaces (conj (with-interfaces supers) clojure.lang.IObj))
    (install-methods type
                     (loop [i 0 made {}]
                       (if (< i (count names))
                         (recur (inc i) (assoc made (nth names i) (forwarder i)))
                         made))
                     supers)
    (with-meta `(norn.prim/new-instance ~type ~@functions) (meta &form))))

(defmacro proxy
  "Makes an object that implements host interfaces, like reify; a superclass other than Object is not supported. Methods do not
  name `this` as a parameter, it is bound to the object."
  [classes args & methods]
  (let [groups (if (seq classes) classes ['Object])]
    `(reify ~@(butlast groups)
       ~(last groups)
       ~@(map (fn [method]
                (let [arities (if (vector? (second method)) (list (rest method)) (rest method))]
                  (cons (first method)
                        (let [arity (first arities)]
                          (cons (into ['this] (first arity)) (rest arity))))))
              methods))))

(defmacro definterface
  "Defines a host interface by name, for deftype and reify: (definterface Name (method [args])*)."
  [name & signatures]
  (let [type (norn.prim/make-type (class-symbol name) :interface [])]
    (norn.prim/register-class! (class-symbol name) type)
    (norn.prim/ns-refer! *ns* (with-meta name nil) type)
    type))

(defn record?
  "Returns true if x is a record."
  [x] (norn.prim/record? x))
