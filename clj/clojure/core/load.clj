;; Loading source: require, use, load and what finds a namespace's file.
;;
;; A namespace is loaded once, by the task that asks for it first; other tasks
;; that need it meanwhile wait for that one (SEMANTICS 27). A failed load is
;; forgotten, so the next require tries again.

(def ^{:private true
       :doc "Loads in progress: symbol -> {:done promise, :waits-for symbol or nil (what its loader is waiting for)}."}
  loads-in-progress (atom {}))

(def ^{:private true :dynamic true :doc "The namespaces this task is loading, innermost first."}
  *load-stack* ())

(def ^{:dynamic true :doc "True: require, use and load print what they load."}
  *loading-verbosely* false)

(def ^{:private true :dynamic true :doc "A volatile set of what :reload-all has loaded, or nil."}
  *reloaded* nil)

(def ^{:private true :doc "Where a required namespace may lie, in this order."}
  source-extensions [".clj" ".cljc"])

(defn- root-resource
  "\"/my_app/core\" for my-app.core"
  [lib]
  (str "/" (norn.prim/replace-chars (norn.prim/replace-chars (name lib) \- \_) \. \/)))

(defn- root-directory
  [lib]
  (let [path (root-resource lib)
        slash (norn.prim/last-index-of-char path \/)]
    (if (> slash 0) (subs path 0 slash) "")))

(def ^{:private true :doc "The directories, strings, in which namespaces are looked for."}
  classpath-entries (atom ["."]))

(defn- classpath [] (deref classpath-entries))

(norn.prim/define-var! "norn.prim" "library-sources" {})

;; The text of a file of Norn's own library, by its path below clj/, or nil.
(norn.prim/define-var! "norn.prim" "library-source"
  (fn [path] (or (norn.prim/core-source path) (get norn.prim/library-sources path))))

;; For norn.main, which knows the command line.
(norn.prim/define-var! "norn.prim" "classpath" classpath)
(norn.prim/define-var! "norn.prim" "set-classpath!" (fn [directories] (reset! classpath-entries (vec directories))))

(defn- read-source
  "The text of a file, nil if there is none. Parks."
  [path]
  (try
    (norn.prim/read-file path)
    (catch java.io.FileNotFoundException _ nil)))

(defn- find-source
  "[text file-name] of a resource path without extension and leading slash: built in, or in a directory of the classpath."
  [path]
  (or (some (fn [extension]
              (let [file (str path extension)
                    text (norn.prim/core-source file)]
                (if text [text file] nil)))
            source-extensions)
      (some (fn [directory]
              (some (fn [extension]
                      (let [file (if (or (= directory "") (= directory ".")) (str path extension) (str directory "/" path extension))
                            text (read-source file)]
                        (if text [text file] nil)))
                    source-extensions))
            (classpath))))

(defn load
  "Loads source files from the classpath or the binary: paths without extension, relative to the directory of the current
  namespace unless they begin with a slash. (load \"core/lazy\")"
  [& paths]
  (loop [left (seq paths)]
    (when left
      (let [path (first left)
            path (if (norn.prim/starts-with? path "/")
                   (subs path 1)
                   (let [directory (root-directory (ns-name *ns*))]
                     (if (= directory "") path (str (subs directory 1) "/" path))))
            found (find-source path)]
        (when *loading-verbosely*
          (println (str "(clojure.core/load \"" path "\")")))
        (if found
          (load-text (nth found 0) (nth found 1))
          (throw (norn.prim/make-exception "java.io.FileNotFoundException"
                   (norn.prim/not-found-message
                     (str "Could not locate " path ".clj or " path ".cljc on the classpath ("
                          (norn.prim/join-strings ":" (classpath)) ")")
                     (norn.prim/replace-chars path \/ \.)
                     (mapv str (loaded-libs))))))
        (recur (next left))))))

(defn- waits-for-any?
  "Does the load of `lib` (indirectly) wait for one of `libs`?"
  [lib libs]
  (loop [lib lib steps 0]
    (cond
      (nil? lib) false
      (contains? libs lib) true
      (> steps 1000) true
      :else (recur (get (get (deref loads-in-progress) lib) :waits-for) (inc steps)))))

(defn- throw-cyclic-load
  [lib]
  (throw (norn.prim/make-exception "java.lang.Exception"
           (str "Cyclic load dependency: "
                (norn.prim/join-strings "->" (map str (reverse (cons lib *load-stack*))))))))

(defn- note-waiting
  "Records which namespace the innermost load of this task waits for (nil: none)."
  [lib]
  (when (seq *load-stack*)
    (swap! loads-in-progress
           (fn [loads]
             (let [me (first *load-stack*)]
               (if (contains? loads me)
                 (assoc loads me (assoc (get loads me) :waits-for lib))
                 loads))))))

(defn- load-now
  "Loads a namespace's file in this task."
  [lib]
  (binding [*load-stack* (cons lib *load-stack*)]
    (load (root-resource lib)))
  (when-not (find-ns lib)
    (throw (norn.prim/make-exception "java.lang.Exception"
             (str "namespace '" lib "' not found after loading '" (root-resource lib) "'"))))
  (note-loaded lib))

(defn- load-namespace
  "Loads a namespace, or waits for the task that is loading it."
  [lib reload?]
  (when (some (fn [loading] (= loading lib)) *load-stack*)
    (throw-cyclic-load lib))
  (let [entry {:done (norn.prim/promise*) :waits-for nil}
        loads (swap! loads-in-progress (fn [loads] (if (contains? loads lib) loads (assoc loads lib entry))))
        found (get loads lib)]
    (if (identical? found entry)
      (let [known? (contains? (deref loaded-namespaces) lib)
            existed? (some? (find-ns lib))
            complete? (volatile! false)]
        (try
          (note-waiting lib)
          (load-now lib)
          (vreset! complete? true)
          (finally
            ;; The ns form has noted the namespace as loaded: a load that fails behind it is forgotten.
            (when-not (or (deref complete?) known?)
              (swap! loaded-namespaces disj lib)
              (when-not existed? (remove-ns lib)))
            (note-waiting nil)
            (swap! loads-in-progress dissoc lib)
            (norn.prim/deliver* (get entry :done) true))))
      (do
        (when (waits-for-any? lib (set *load-stack*))
          (throw-cyclic-load lib))
        (note-waiting lib)
        (try
          (norn.prim/await* (get found :done))
          (finally (note-waiting nil)))
        (when-not (contains? (deref loaded-namespaces) lib)
          (load-namespace lib reload?))))))

(defn- loaded-by-another?
  "Is another task in the middle of loading the namespace?"
  [lib]
  (and (contains? (deref loads-in-progress) lib)
       (not (some (fn [loading] (= loading lib)) *load-stack*))))

(defn- load-lib
  "Loads one namespace as a libspec says and refers or aliases it."
  [lib options flags]
  (let [reload? (or (contains? flags :reload) (contains? flags :reload-all))
        as-alias (get options :as-alias)
        need-load? (not (and as-alias (not (get options :as)) (not (contains? options :refer))))
        seen? (and *reloaded* (contains? (deref *reloaded*) lib))]
    (when (and need-load?
               (not seen?)
               (or reload? *reloaded* (not (contains? (deref loaded-namespaces) lib)) (loaded-by-another? lib)))
      (when *reloaded* (vswap! *reloaded* conj lib))
      (load-namespace lib reload?))
    (when as-alias
      (create-ns lib)
      (alias as-alias lib))
    (when (get options :as)
      (alias (get options :as) lib))
    (let [refers (get options :refer)
          use? (contains? flags :use)
          filters (mapcat (fn [k] (if (contains? options k) [k (get options k)] [])) [:exclude :only :rename])]
      (cond
        use? (apply refer lib filters)
        (= refers :all) (apply refer lib filters)
        (sequential? refers) (apply refer lib :only refers (if (contains? options :rename) [:rename (get options :rename)] []))
        (seq refers) (apply refer lib :only (seq refers) [])
        :else nil))))

(defn- libspec?
  [x] (or (symbol? x) (and (vector? x) (or (nil? (second x)) (keyword? (second x))))))

(defn- load-libs
  [args flags]
  (let [flags (reduce (fn [flags arg] (if (keyword? arg) (conj flags arg) flags)) flags args)
        specs (filter (complement keyword?) args)
        load-spec (fn [prefix spec]
                    (let [lib (if (symbol? spec) spec (first spec))
                          options (if (symbol? spec) {} (apply hash-map (rest spec)))
                          lib (if prefix (symbol (str prefix "." lib)) lib)]
                      (load-lib lib options flags)))
        go (fn []
             (loop [left (seq specs)]
               (when left
                 (let [spec (first left)]
                   (cond
                     (libspec? spec) (load-spec nil spec)
                     (and (sequential? spec) (symbol? (first spec)))
                     (loop [inner (next spec)]
                       (when inner
                         (load-spec (first spec) (first inner))
                         (recur (next inner))))
                     :else (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                                    (str "require expects a symbol, [symbol options*] or (prefix libspec*), found: "
                                         (pr-str spec)))))
                   (recur (next left))))))]
    (binding [*loading-verbosely* (or *loading-verbosely* (contains? flags :verbose))
              *reloaded* (if (contains? flags :reload-all) (volatile! #{}) *reloaded*)]
      (go))
    nil))

(defn require
  "Loads namespaces that are not loaded yet. Each argument is a symbol, a vector [symbol & options], a prefix list
  (prefix libspec*) or a flag. Options: :as alias, :refer symbols (or :all), :rename map, :as-alias alias (does not load).
  Flags: :reload, :reload-all, :verbose. (require '[clojure.string :as str :refer [join]])"
  [& args] (load-libs args #{}))

(defn use
  "Like require, and refers all public vars of the namespaces, with the filters of refer as further options."
  [& args] (load-libs args #{:use}))

(defn requiring-resolve
  "Returns the var with a qualified name, loading its namespace if needed; nil if that has no such var."
  [sym]
  (if (qualified-symbol? sym)
    (or (resolve sym)
        (do (require (symbol (namespace sym)))
            (resolve sym)))
    (throw (norn.prim/make-exception "java.lang.IllegalArgumentException" (str "Not a qualified symbol: " sym)))))

(defn load-string
  "Reads and evaluates all forms of a string; returns the last value. (load-string \"(def x 1) (inc x)\") => 2"
  [s]
  (norn.prim/push-bindings! {(var *ns*) *ns* (var *file*) "NO_SOURCE_PATH"})
  (try
    (eval-text s)
    (finally (norn.prim/pop-bindings!))))

(defn load-file
  "Reads and evaluates all forms of a file; returns the last value. FileNotFoundException if there is none."
  [path]
  (load-text (norn.prim/read-file path) path))
