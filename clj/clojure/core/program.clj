;; What a program knows about itself: vars of the command line and the REPL, versions.

(def ^{:dynamic true :doc "The arguments of the program after its file: a seq of strings, or nil."} *command-line-args* nil)
(def ^{:dynamic true :doc "The last value the REPL printed."} *1 nil)
(def ^{:dynamic true :doc "The value before *1."} *2 nil)
(def ^{:dynamic true :doc "The value before *2."} *3 nil)
(def ^{:dynamic true :doc "The last exception the REPL printed."} *e nil)
(def ^{:dynamic true :doc "For compatibility: there is no reflection to warn about."} *warn-on-reflection* false)
(def ^{:dynamic true :doc "For compatibility: arithmetic is always checked; see unchecked-add."} *unchecked-math* false)
(def ^{:dynamic true :doc "For compatibility: nothing is compiled to class files."} *compile-files* false)
(def ^{:dynamic true :doc "For compatibility."} *compile-path* "classes")
(def ^{:dynamic true :doc "For compatibility: options of the JVM's compiler."} *compiler-options* nil)
(def ^{:dynamic true :doc "[digits rounding-mode] of with-precision, or nil."} *math-context* nil)
(def ^{:dynamic true :doc "True in a REPL."} *repl* false)
(def ^{:dynamic true :doc "For compatibility."} *allow-unresolved-vars* false)
(def ^{:dynamic true :doc "For compatibility."} *fn-loader* nil)
(def ^{:dynamic true :doc "For compatibility."} *source-path* "NO_SOURCE_FILE")
(def ^{:dynamic true :doc "For compatibility."} *use-context-classloader* true)
(def ^{:dynamic true :doc "For compatibility: read checks nothing."} *suppress-read* nil)
(def ^{:dynamic true :doc "For compatibility: how pprint names namespaces."} *reader-resolver* nil)
(def ^{:dynamic true :doc "For compatibility."} *verbose-defrecords* false)

(def ^{:dynamic true :doc "The version of Clojure that Norn follows: a map of :major :minor :incremental :qualifier."}
  *clojure-version* {:major 1 :minor 12 :incremental 0 :qualifier "norn"})

(defn clojure-version
  "Returns the version of Clojure that Norn follows, as a string."
  []
  (let [v *clojure-version*]
    (str (:major v) "." (:minor v) "." (:incremental v) (if (:qualifier v) (str "-" (:qualifier v)) ""))))

(defn compile
  "For compatibility: loads the namespace; there are no class files."
  [lib]
  (require lib)
  lib)

(defn test
  "Calls the function under :test in the metadata of var v; :ok, or :no-test."
  [v]
  (let [f (:test (meta v))]
    (if f (do (f) :ok) :no-test)))

(defn cast
  "Returns x if it is nil or an instance of class c, else throws a ClassCastException."
  [c x]
  (if (or (nil? x) (instance? c x))
    x
    (throw (norn.prim/make-exception "java.lang.ClassCastException"
             (str "Cannot cast " (norn.prim/type-name (class x)) " to " (norn.prim/type-name c))))))

(defn type
  "Returns the :type metadata of x, else its class."
  [x] (or (get (meta x) :type) (class x)))

(defn bases
  "Returns the direct superclass and interfaces of a class, or nil."
  [c] (seq (supertypes c)))

(defn supers
  "Returns the set of all superclasses and interfaces of a class, or nil."
  [c] (not-empty (all-supertypes c)))

(defmacro memfn
  "Makes a function that calls a host method by name: (map (memfn length) strings)."
  [name & args]
  (let [target (gensym "target__")]
    `(fn [~target ~@args] (. ~target (~name ~@args)))))

(defn bean
  "JVM beans do not exist in Norn: UnsupportedOperationException."
  [x]
  (throw (norn.prim/make-exception "java.lang.UnsupportedOperationException" "bean needs a JVM")))

(defn enumeration-seq "Same as seq." [e] (seq e))
(defn iterator-seq "Same as seq." [i] (seq i))
