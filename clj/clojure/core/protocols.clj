;; Protocols.
;;
;; A Protocol keeps :impls, a map from Type (or nil) to {method-symbol function}.
;; The call of a protocol function compiles to the opcode protocol_find, which
;; has a cache by type; what the cache does not know comes to `find-implementation`,
;; the twin below.

(defn- protocol-name
  [protocol] (norn.prim/protocol-get protocol :name))

(defn- interfaces-above
  "The interfaces of a type and what those extend, nearest first."
  [type]
  (loop [left (seq (filter norn.prim/type? (norn.prim/type-interfaces type))) made []]
    (if left
      (let [interface (first left)
            parent (norn.prim/type-parent interface)]
        (recur (seq (concat (next left)
                            (filter norn.prim/type? (norn.prim/type-interfaces interface))
                            (if (or (nil? parent) (identical? parent interface) (identical? parent java.lang.Object))
                              []
                              [parent])))
               (conj made interface)))
      made)))

(defn- dispatch-chain
  "The types whose implementations apply to a type, most specific first: the class and its parents, then the interfaces of
  each, Object last."
  [type]
  (if (nil? type)
    [nil]
    (let [classes (loop [type type made []]
                    (let [parent (norn.prim/type-parent type)]
                      (if (or (identical? type java.lang.Object) (nil? parent) (identical? parent type))
                        (if (identical? type java.lang.Object) made (conj made type))
                        (recur parent (conj made type)))))]
      (conj (into classes (mapcat interfaces-above classes)) java.lang.Object))))

(defn- implementation-map
  "The {method function} map that a protocol has for a type, its own or inherited; nil if there is none."
  [protocol type]
  (let [impls (norn.prim/protocol-get protocol :impls)]
    (loop [left (seq (dispatch-chain type))]
      (if left
        (let [found (get impls (first left))]
          (if found found (recur (next left))))
        nil))))

(defn- metadata-implementation
  [protocol method-name x]
  (if (get (norn.prim/protocol-get protocol :options) :extend-via-metadata)
    (get (meta x) (symbol (namespace (protocol-name protocol)) (name method-name)))
    nil))

(defn- inline?
  "Does the type implement the protocol in its own definition?"
  [protocol type]
  (and type (contains? (norn.prim/type-interfaces type) protocol)))

(defn- find-implementation
  "The function that implements a protocol method for x. The types seen are cached, unless metadata may decide."
  [method x]
  (let [protocol (norn.prim/protocol-method-get method :protocol)
        method-name (norn.prim/protocol-method-get method :name)
        type (norn.prim/type-of x)
        found (or (if (inline? protocol type) nil (metadata-implementation protocol method-name x))
                  (get (implementation-map protocol type) method-name))]
    (if found
      (do (when (and type
                     (or (inline? protocol type)
                         (not (get (norn.prim/protocol-get protocol :options) :extend-via-metadata))))
            (norn.prim/protocol-cache! method type found))
          found)
      (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
               (str "No implementation of method: " (keyword (name method-name)) " of protocol: "
                    (norn.prim/protocol-get protocol :var)
                    " found for class: " (if type (norn.prim/type-name type) "nil")))))))

(norn.prim/set-twin! "norn.prim/protocol-find" find-implementation)

(defn- normalize-impls
  "{:method f} as {method f}"
  [mmap]
  (reduce-kv (fn [made k f] (assoc made (symbol (name k)) f)) {} mmap))

(defn- protocol?
  [x] (norn.prim/protocol? x))

(defn- check-protocol
  [x]
  (when-not (protocol? x)
    (throw (norn.prim/make-exception "java.lang.IllegalArgumentException" (str (pr-str x) " is not a protocol"))))
  x)

(defn- add-implementation
  [protocol type methods]
  (check-protocol protocol)
  (loop []
    (let [impls (norn.prim/protocol-get protocol :impls)]
      (when-not (norn.prim/protocol-cas-impls! protocol impls (assoc (if impls impls {}) type methods))
        (recur)))))

(defn extend
  "Implements protocols for a type (a class or nil): each protocol is followed by a map from method keywords to functions.
  (extend String Shout {:shout (fn [s] (str s \"!\"))})"
  [atype & proto+mmaps]
  (loop [left (seq proto+mmaps)]
    (when left
      (when (inline? (check-protocol (first left)) atype)
        (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                 (str (norn.prim/type-name atype) " already directly implements " (protocol-name (first left))))))
      (add-implementation (first left) atype (normalize-impls (second left)))
      (recur (nnext left)))))

(defn- parse-impls
  "From (Name (m [..] ..) (n ..) Other ...) to [[Name (methods...)] ...]."
  [specs]
  (loop [left (seq specs) made []]
    (if left
      (if (seq? (first left))
        (let [group (peek made)]
          (when-not group
            (throw (norn.prim/syntax-error (first left) "A protocol or interface name must come before the first method")))
          (recur (next left) (conj (pop made) [(nth group 0) (conj (nth group 1) (first left))])))
        (recur (next left) (conj made [(first left) []])))
      made)))

(defn- method-functions
  "A map form {:name (fn ...)} of method forms: (name [args] body) or (name ([args] body)...); arities of one name are joined."
  [methods hint]
  (let [arities (fn [method]
                  (if (vector? (second method)) (list (rest method)) (rest method)))
        joined (reduce (fn [made method]
                         (let [k (keyword (name (first method)))]
                           (assoc made k (into (get made k []) (arities method)))))
                       {} methods)
        order (distinct (map (fn [method] (keyword (name (first method)))) methods))]
    (into {} (map (fn [k] [k (list* 'clojure.core/fn (get joined k))]) order))))

(defmacro extend-type
  "Implements protocols for a type: (extend-type Type Protocol (method [this args] body)* ...).
  (extend-type String Shout (shout [s] (str s \"!\")))"
  [t & specs]
  `(extend ~t
     ~@(mapcat (fn [group] [(nth group 0) (method-functions (nth group 1) t)])
               (parse-impls specs))))

(defmacro extend-protocol
  "Implements a protocol for several types: (extend-protocol Protocol Type (method [this] body)* ... nil (method [_] body)).
  (extend-protocol Shout String (shout [s] s) nil (shout [_] \"\"))"
  [p & specs]
  `(do ~@(map (fn [group]
                `(extend ~(nth group 0) ~p ~(method-functions (nth group 1) (nth group 0))))
              (parse-impls specs))
       nil))

(defn extends?
  "Returns true if the protocol is implemented for exactly this type."
  [protocol atype]
  (boolean (or (inline? protocol atype)
               (get (norn.prim/protocol-get protocol :impls) atype))))

(defn extenders
  "Returns a seq of the types a protocol is implemented for, outside of their definitions."
  [protocol]
  (keys (norn.prim/protocol-get protocol :impls)))

(defn satisfies?
  "Returns true if x implements the protocol."
  [protocol x]
  (check-protocol protocol)
  (boolean (or (inline? protocol (norn.prim/type-of x))
               (implementation-map protocol (norn.prim/type-of x))
               (if (get (norn.prim/protocol-get protocol :options) :extend-via-metadata)
                 (some (fn [method-name] (metadata-implementation protocol method-name x))
                       (keys (norn.prim/protocol-get protocol :methods)))
                 false))))

(defn find-protocol-impl
  "Returns what implements the protocol for x: x itself if its type does so in its definition, else the map of methods, or nil."
  [protocol x]
  (if (inline? protocol (norn.prim/type-of x))
    x
    (implementation-map protocol (norn.prim/type-of x))))

(defn find-protocol-method
  "Returns the function behind a method keyword of a protocol for x, or nil."
  [protocol methodk x]
  (get (implementation-map protocol (norn.prim/type-of x)) (symbol (name methodk))))

(defn- interface-name
  "The name of the interface that stands for a protocol on the JVM: my_app.core.Shape for my-app.core/Shape."
  [protocol]
  (symbol (str (norn.prim/replace-chars (namespace (protocol-name protocol)) \- \_) "." (name (protocol-name protocol)))))

(defn- make-interface
  "Registers the interface of a protocol, for programs that ask (instance? my_app.core.Shape x). Types that implement the protocol
  in their definition implement it too."
  [protocol]
  (let [type (norn.prim/make-type (interface-name protocol) :interface [])]
    (norn.prim/type-set! type :meta {:norn/protocol protocol})
    (norn.prim/register-class! (interface-name protocol) type)))

(defmacro defprotocol
  "Defines a protocol: a set of functions that choose their implementation by the type of the first argument. A docstring,
  the option :extend-via-metadata true and method signatures (name [this args]+ docstring?) follow the name.
  (defprotocol Shape \"Things with an area.\" (area [this] \"In square metres.\"))"
  [name & forms]
  (let [docstring (if (string? (first forms)) (first forms) nil)
        forms (if docstring (next forms) forms)
        options (loop [left (seq forms) made {}]
                  (if (keyword? (first left))
                    (recur (nnext left) (assoc made (first left) (second left)))
                    made))
        signatures (filter seq? (drop (* 2 (count options)) forms))
        full-name (symbol (str (ns-name *ns*)) (clojure.core/name name))
        protocol (norn.prim/make-protocol full-name options)
        _ (make-interface protocol)
        parse (fn [signature]
                (let [parts (rest signature)
                      arglists (filter vector? parts)]
                  (when (empty? arglists)
                    (throw (norn.prim/syntax-error &form (str "Protocol method " (first signature) " has no parameter vector"))))
                  (when (some empty? arglists)
                    (throw (norn.prim/syntax-error &form
                             (str "Definition of function " (first signature) " in protocol " name
                                  " must take at least one arg."))))
                  {:name (first signature) :arglists arglists :doc (first (filter string? parts))
                   :method (norn.prim/make-protocol-method protocol (with-meta (first signature) nil))}))
        methods (mapv parse signatures)
        define (fn [{method-name :name :keys [arglists doc method]}]
                 (let [arities (map (fn [params]
                                      (let [plain (mapv (fn [param] (gensym "p__")) params)
                                            target (first plain)]
                                        (list plain
                                              (list* (list 'norn.prim/protocol-find method target) plain))))
                                    arglists)]
                   `(def ~(with-meta method-name
                            (assoc (meta method-name)
                                   :arglists (list 'quote (vector->list (vec arglists)))
                                   :doc doc
                                   :protocol (list 'var (symbol (str (ns-name *ns*)) (clojure.core/name name)))))
                      (fn* ~@arities))))]
    `(do
       (def ~(if docstring (with-meta name (assoc (meta name) :doc docstring)) name) ~protocol)
       (norn.prim/protocol-set! ~name :var (var ~name))
       (norn.prim/protocol-set! ~name :methods
         ~(into {} (map (fn [{method-name :name :keys [method]}] [(list 'quote (with-meta method-name nil)) method]) methods)))
       (norn.prim/protocol-set! ~name :sigs
         (quote ~(into {} (map (fn [{method-name :name :keys [arglists doc]}]
                                 [(keyword method-name)
                                  {:name (with-meta method-name nil) :arglists (vector->list (vec arglists)) :doc doc}])
                               methods))))
       ~@(map define methods)
       '~name)))
