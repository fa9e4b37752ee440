;; Host interop: what `.method`, `Class/member`, `(Class. args)` mean in Norn.
;;
;; The expander (expand.clj) turns interop into calls. Statics and constructors
;; of known classes are vars of the namespace norn.statics, named
;; full.class.Name.member (a constructor is called new), so calling one costs
;; what a function call costs. Methods of known classes are looked up by name in
;; the `methods` of the value's Type, then in `any-methods`, which says what the
;; JVM's collection interfaces mean for every value.
;;
;; A new class or member is a row in host_classes.clj.

(in-ns 'norn.interop)
(clojure.core/refer 'clojure.core)

(defn- throw-as
  [class message]
  (throw (norn.prim/make-exception class message)))

(defn class-named
  "Returns the class with a name, a symbol. ClassNotFoundException if Norn does not know it."
  [name]
  (or (norn.prim/class-or-nil name)
      (throw-as "java.lang.ClassNotFoundException"
                (str name " (a host class Norn does not have)"))))

(def ^{:doc "Methods every value understands by the core function of the same meaning: name -> (fn [this & args])."}
  any-methods {})

(defn- no-such-member
  [target member]
  (throw-as "java.lang.IllegalArgumentException"
            (norn.prim/not-found-message
              (str "No matching method " member " found for class " (norn.prim/type-name (norn.prim/type-of target)))
              (str member)
              (mapv str (keys (norn.prim/type-get (norn.prim/type-of target) :methods))))))

(defn- member-of
  "The function behind a method name for a value."
  [target member]
  (if (nil? target)
    (throw-as "java.lang.NullPointerException" (str "Cannot call method " member " on nil"))
    (or (norn.prim/type-method target member)
        (get any-methods member))))

(def ^{:private true} missing (norn.prim/make-object))

(defn field
  "Returns a field of a record, deftype or exception by name."
  [target name]
  (if (nil? target)
    (throw-as "java.lang.NullPointerException" (str "Cannot read field " name " of nil"))
    (let [value (norn.prim/instance-field-named target name missing)]
      (if (not (identical? value missing))
        value
        (let [f (norn.prim/type-method target name)]
          (if f
            (f target)
            (throw-as "java.lang.IllegalArgumentException"
                      (str "No matching field found: " name " for class "
                           (norn.prim/type-name (norn.prim/type-of target))))))))))

(defn set-field!
  "Sets a mutable field of a deftype instance from outside."
  [target name value]
  (let [fields (norn.prim/type-get (norn.prim/type-of target) :fields)]
    (loop [i 0]
      (if (< i (count fields))
        (if (= name (nth fields i))
          (norn.prim/instance-set-field! target i value)
          (recur (inc i)))
        (throw-as "java.lang.IllegalArgumentException"
                  (str "No matching field found: " name " for class " (norn.prim/type-name (norn.prim/type-of target))))))))

(defn invoke
  "Calls a method of a value by its name, a symbol. Without arguments a field of that name will do."
  ([target member]
   (let [f (member-of target member)]
     (if f
       (f target)
       (let [value (norn.prim/instance-field-named target member missing)]
         (if (identical? value missing) (no-such-member target member) value)))))
  ([target member a]
   (let [f (member-of target member)]
     (if f (f target a) (no-such-member target member))))
  ([target member a b]
   (let [f (member-of target member)]
     (if f (f target a b) (no-such-member target member))))
  ([target member a b & more]
   (let [f (member-of target member)]
     (if f (apply f target a b more) (no-such-member target member)))))

(defn method-function
  "The function for Class/.member used as a value."
  [member]
  (fn [target & args] (apply invoke target member args)))

(defn- static-of
  [class member]
  (let [type (class-named class)
        v (find-var (symbol "norn.statics" (str (norn.prim/type-name type) "." member)))]
    (or v
        (throw-as "java.lang.IllegalArgumentException"
                  (str "No static member " member " in class " (norn.prim/type-name type) " that Norn knows")))))

(defn static
  "Returns the function behind a static method. An error if Norn does not know the class or the method."
  [class member] (norn.prim/var-root (static-of class member)))

(defn static-value
  "Returns the value of a static field, or the function of a static method."
  [class member] (norn.prim/var-root (static-of class member)))

(defn- construct-exception
  "(Exception. message), (Exception. message cause), (Exception. cause)"
  [type args]
  (let [[a b] args]
    (if (norn.prim/exception? a)
      (norn.prim/make-exception type (norn.prim/str-or-nil a) nil a)
      (norn.prim/make-exception type (if (nil? a) nil (str a)) nil b))))

(defn set-static!
  "Sets a static field of a class, (set! Class/field value)."
  [class member value] (norn.prim/var-set-root! (static-of class member) value))

(defn construct
  "Calls the constructor of a class."
  [class & args]
  (let [type (if (norn.prim/type? class) class (class-named class))
        factory (get (meta type) :norn/factory)
        v (if factory
            (find-var factory)
            (find-var (symbol "norn.statics" (str (norn.prim/type-name type) ".new"))))]
    (cond
      v (apply (norn.prim/var-root v) args)
      (norn.prim/type-is? type Throwable) (construct-exception type args)
      :else (throw-as "java.lang.UnsupportedOperationException"
                      (str "Norn cannot make a " (norn.prim/type-name type) ": it has no constructor here")))))

(defn close
  "Calls the close method of a value, if it has one; with-open ends with it."
  [x]
  (let [f (if (nil? x) nil (norn.prim/type-method x 'close))]
    (when f (f x))
    nil))

(defn write
  "Calls the write method of a writer."
  [writer text] (invoke writer 'write text))

(defn flush
  "Calls the flush method of a writer, if it has one."
  [writer]
  (let [f (norn.prim/type-method writer 'flush)]
    (when f (f writer))
    nil))

;; --- tables -----------------------------------------------------------------------------

(defn add-statics
  "Makes (Class/name ...) and Class/name known: a map from symbols to functions or values; `new` is the constructor."
  [class members]
  (let [type (norn.prim/declare-class! class)]
    (reduce-kv (fn [_ member value]
                 (norn.prim/define-var! "norn.statics" (str (norn.prim/type-name type) "." member) value))
               nil members)
    type))

(defn add-methods
  "Adds methods, a map from symbols to functions of this and arguments, to a class."
  [class methods]
  (let [type (norn.prim/declare-class! class)]
    (norn.prim/type-set! type :methods (merge (norn.prim/type-get type :methods) methods))
    type))

(defn add-any-methods
  "Adds methods that every value understands."
  [methods]
  (alter-var-root (var any-methods) merge methods))
