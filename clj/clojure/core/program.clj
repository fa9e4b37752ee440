;; What a program knows about itself: vars of the command line and the REPL, versions.

(def ^{:dynamic true :doc "The arguments of the program after its file: a seq of strings, or nil."} *command-line-args* nil)
(def ^{:dynamic true :doc "The last value the REPL printed."} *1 nil)
(def ^{:dynamic true :doc "The value before *1."} *2 nil)
(def ^{:dynamic true :doc "The value before *2."} *3 nil)
(def ^{:dynamic true :doc "The last exception the REPL printed."} *e nil)
(def ^{:dynamic true :doc "For compatibility: nothing is compiled to class files."} *compile-files* false)
(def ^{:dynamic true :doc "For compatibility."} *compile-path* "classes")
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

(defmacro amap
  "Returns a copy of array a in which each element is the value of expr, with idx bound to its index and ret to the copy.
  (vec (amap xs i ret (inc (aget xs i))))"
  [a idx ret expr]
  `(let [a# ~a
         ~ret (aclone a#)
         n# (alength a#)]
     (loop [~idx 0]
       (if (< ~idx n#)
         (do (aset ~ret ~idx ~expr)
             (recur (inc ~idx)))
         ~ret))))

(defmacro areduce
  "Reduces array a: expr is the next value of ret, which begins as init, for each index idx.
  (areduce xs i sum 0 (+ sum (aget xs i)))"
  [a idx ret init expr]
  `(let [a# ~a
         n# (alength a#)]
     (loop [~idx 0 ~ret ~init]
       (if (< ~idx n#)
         (recur (inc ~idx) ~expr)
         ~ret))))

(defmacro io!
  "Evaluates the body; for compatibility with code that guards against running in a transaction."
  [& body]
  `(do ~@(if (string? (first body)) (rest body) body)))

(defmacro definline
  "Same as defn: there is no inlining by the programmer."
  [name & decl]
  `(defn ~name ~@decl))

(defn load-reader
  "Reads and evaluates all forms of a reader; returns the last value."
  [rdr] (load-string (slurp rdr)))

(defn namespace-munge
  "Returns the name of a namespace as a package name: - becomes _."
  [ns] (norn.prim/replace-chars (str ns) \- \_))

(defn replicate
  "Same as (repeat n x)."
  [n x] (repeat n x))

(def ^{:doc "How pr writes special characters in strings."}
  char-escape-string
  {\newline "\\n" \tab "\\t" \return "\\r" \" "\\\"" \\ "\\\\" \formfeed "\\f" \backspace "\\b"})

(def ^{:doc "The names of special characters."}
  char-name-string
  {\newline "newline" \tab "tab" \space "space" \backspace "backspace" \formfeed "formfeed" \return "return"})

(defn uri?
  "Returns true if x is a java.net.URI (see norn.url)."
  [x] (instance? java.net.URI x))

(defn vector-of
  "Returns a vector of the items; the element type is not enforced."
  ([t] [])
  ([t & items] (vec items)))

(defn xml-seq
  "Returns a lazy seq of the elements of an xml tree: maps with :content."
  [root] (tree-seq (complement string?) (comp seq :content) root))

(defn file-seq
  "Returns a lazy seq of what is at and below a directory, in depth-first order: Files below a java.io.File, paths below a path."
  [dir]
  (if (string? dir)
    (tree-seq (fn [path] (= :directory (:type (norn.prim/file-status path))))
              (fn [path] (map (fn [entry] (str path "/" (first entry))) (norn.prim/list-directory path)))
              dir)
    (tree-seq (fn [file] (.isDirectory file)) (fn [file] (seq (.listFiles file))) dir)))

(def ^{:doc "Marks what is filled into a syntax quote; unbound."} unquote)
(def ^{:doc "Marks what is spliced into a syntax quote; unbound."} unquote-splicing)

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

;; What norn.os/on-exit has registered, the newest first.
(norn.prim/define-var! "norn.prim" "exit-hooks" (atom ()))

(norn.prim/define-var! "norn.prim" "run-exit-hooks"
  (fn []
    (let [[hooks _] (reset-vals! norn.prim/exit-hooks ())]
      (doseq [hook hooks]
        (try
          (hook)
          (catch :default e
            (binding [*out* *err*]
              (println "An exit hook failed:" (ex-message e)))))))))

(norn.prim/define-var! "norn.prim" "add-exit-hook"
  (fn [f]
    (norn.prim/install-hook! :at-exit norn.prim/run-exit-hooks)
    (swap! norn.prim/exit-hooks conj f)
    nil))
