;; Namespaces: ns, require, use, import and the functions behind them. How a namespace's source is found and loaded is in
;; load.clj.

(defn the-ns
  "Returns x if it is a namespace, else the namespace with that symbol as its name. Exception if there is none."
  [x]
  (if (norn.prim/namespace? x)
    x
    (let [found (find-ns x)]
      (if found
        found
        (throw (norn.prim/make-exception "java.lang.Exception" (str "No namespace: " x " found")))))))

(defn in-ns
  "Makes the namespace named by a symbol the current one, creating it if needed, and returns it."
  [name]
  (let [ns (create-ns name)]
    (norn.prim/set-current-ns! ns)
    ns))

(defn- select-mappings
  [pred ns]
  (reduce (fn [made entry]
            (if (pred (val entry)) (assoc made (key entry) (val entry)) made))
          {} (norn.prim/ns-mappings (the-ns ns))))

(defn ns-map
  "Returns a map from symbols to the vars and classes they stand for in a namespace."
  [ns] (norn.prim/ns-mappings (the-ns ns)))

(defn ns-interns
  "Returns a map from symbols to the vars a namespace itself defines."
  [ns]
  (let [ns (the-ns ns)]
    (select-mappings (fn [v] (and (norn.prim/var? v) (identical? ns (norn.prim/var-ns v)))) ns)))

(defn ns-publics
  "Returns a map from symbols to the public vars a namespace defines."
  [ns] (norn.prim/ns-own-publics (the-ns ns)))

(defn ns-refers
  "Returns a map from symbols to the vars of other namespaces they stand for in a namespace."
  [ns]
  (let [ns (the-ns ns)]
    (select-mappings (fn [v] (and (norn.prim/var? v) (not (identical? ns (norn.prim/var-ns v))))) ns)))

(defn ns-imports
  "Returns a map from symbols to the classes they stand for in a namespace."
  [ns] (select-mappings norn.prim/type? ns))

(defn ns-aliases
  "Returns a map from alias symbols to namespaces."
  [ns] (norn.prim/ns-alias-map (the-ns ns)))

(defn alias
  "Makes a symbol an alias of a namespace in the current one. (alias 's 'clojure.string)"
  [alias namespace-sym]
  (norn.prim/ns-add-alias! *ns* alias (the-ns namespace-sym))
  nil)

(defn ns-unalias
  "Removes an alias from a namespace."
  [ns sym]
  (norn.prim/ns-remove-alias! (the-ns ns) sym)
  nil)

(defn ns-unmap
  "Removes what a symbol stands for in a namespace."
  [ns sym]
  (norn.prim/ns-unmap! (the-ns ns) sym)
  nil)

(defn ns-resolve
  "Returns the var or class a symbol stands for in a namespace, nil if nothing or if env (a map or set) contains the symbol."
  ([ns sym] (ns-resolve ns nil sym))
  ([ns env sym]
   (if (contains? env sym)
     nil
     (norn.prim/resolve-symbol (the-ns ns) sym))))

(defn resolve
  "Returns the var or class a symbol stands for in the current namespace, or nil. (resolve 'map) => #'clojure.core/map"
  ([sym] (ns-resolve *ns* sym))
  ([env sym] (ns-resolve *ns* env sym)))

(defn find-var
  "Returns the var with a namespace-qualified name, nil if there is none. IllegalArgumentException if there is no such
  namespace."
  [sym]
  (if (namespace sym)
    (if (find-ns (symbol (namespace sym)))
      (let [v (norn.prim/resolve-symbol *ns* sym)]
        (if (norn.prim/var? v) v nil))
      (throw (norn.prim/make-exception "java.lang.IllegalArgumentException" (str "No such namespace: " (namespace sym)))))
    (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
             (str "Symbol must be namespace-qualified: " sym)))))

(defn intern
  "Finds or creates the var with that name in a namespace, gives it the metadata of the symbol and the value, if there is one,
  and returns it. (intern 'user 'x 1)"
  ([ns name] (norn.prim/intern-var (the-ns ns) name (meta name)))
  ([ns name value]
   (let [v (norn.prim/intern-var (the-ns ns) name (meta name))]
     (norn.prim/var-set-root! v value)
     v)))

(def ^{:private true
       :doc "The publics of clojure.core as the image has them, beside the mappings they were taken from: every namespace refers
  them, so it is worth not to collect them each time."}
  core-publics
  (atom {}))

(defn- publics-of
  "The map of a namespace's public vars."
  [ns]
  (let [{:keys [mappings publics]} (deref core-publics)]
    (if (identical? mappings (norn.prim/ns-mappings ns)) publics (ns-publics ns))))

(defn refer
  "Makes public vars of a namespace known in the current one under their names. Filters: :only symbols, :exclude symbols,
  :rename map from symbols to new names. (refer 'clojure.string :only '[join])"
  [ns-sym & {:keys [only exclude rename]}]
  (let [ns (find-ns ns-sym)
        _ (when-not ns
            (throw (norn.prim/make-exception "java.lang.Exception" (str "No namespace: " ns-sym))))
        publics (if only nil (publics-of ns))
        excluded (set exclude)
        missing (fn [sym]
                  (throw (norn.prim/make-exception "java.lang.IllegalAccessError"
                           (if (get (ns-interns ns) sym)
                             (str sym " is not public in " ns-sym)
                             (norn.prim/not-found-message (str sym " does not exist in " ns-sym)
                                                          (str sym) (vec (keys (ns-publics ns))))))))]
    (if (and (not (or only exclude rename)) (= 0 (count (norn.prim/ns-mappings *ns*))))
      (norn.prim/ns-refer-all! *ns* publics)
      (loop [left (seq (if only only (keys publics)))]
        (when left
          (let [sym (first left)]
            (when-not (contains? excluded sym)
              (let [v (if only (norn.prim/ns-own-public ns sym) (get publics sym))]
                (norn.prim/ns-refer! *ns* (get rename sym sym) (if v v (missing sym)))))
            (recur (next left))))))
    nil))

(defmacro refer-clojure
  "Refers the public vars of clojure.core with the filters of refer. (refer-clojure :exclude [map])"
  [& filters]
  `(refer '~'clojure.core ~@(map (fn [x] (if (keyword? x) x (list 'quote x))) filters)))

(defn- import-class
  "Makes a class known by its short name in the current namespace."
  [full-name]
  (norn.prim/import-class! *ns* full-name))

(defmacro import
  "Makes classes known by their short names: (import 'java.util.Date '(java.io File Reader)). Norn knows a table of host
  classes; an import of another one is allowed, its first use is an error."
  [& specs]
  (let [specs (map (fn [spec]
                     (if (and (seq? spec) (= 'quote (first spec))) (first (next spec)) spec))
                   specs)
        names (mapcat (fn [spec]
                        (if (symbol? spec)
                          (list spec)
                          (map (fn [class] (symbol (str (first spec) "." class))) (rest spec))))
                      specs)]
    `(do ~@(map (fn [class] (list 'clojure.core/import* (list 'quote class))) names)
         (norn.prim/class-or-nil '~(last names)))))

(defn import*
  "Imports one class by its full name, a symbol, into the current namespace."
  [full-name] (import-class full-name))

(def ^{:private true :doc "Symbols of the namespaces loaded so far."}
  loaded-namespaces (atom (sorted-set)))

(defn loaded-libs
  "Returns a sorted set of the symbols of all namespaces loaded so far."
  [] (deref loaded-namespaces))

(defn- note-loaded
  "Records that the namespace of this name exists; the ns macro calls it."
  [name]
  (swap! loaded-namespaces conj name)
  nil)

(norn.prim/define-var! "norn.prim" "ns-loaded!" note-loaded)

(defmacro ns
  "Makes name the current namespace, with a docstring, metadata and clauses: (:require ...) (:use ...) (:import ...)
  (:refer-clojure ...) (:load ...), as the functions of those names but unquoted. clojure.core is referred unless a
  :refer-clojure says otherwise.
  (ns my.app (:require [clojure.string :as str]))"
  [name & references]
  (let [docstring (if (string? (first references)) (first references) nil)
        references (if docstring (next references) references)
        attributes (if (map? (first references)) (first references) nil)
        references (if attributes (next references) references)
        m (conj (conj (if (meta name) (dissoc (meta name) :line :column) {}) (if attributes attributes {}))
                (if docstring {:doc docstring} {}))
        gen-class-clause? (fn [reference] (= :gen-class (if (seq? reference) (first reference) reference)))
        references (remove gen-class-clause? references)
        clause (fn [reference]
                 (when-not (and (or (seq? reference) (vector? reference)) (keyword? (first reference)))
                   (throw (norn.prim/syntax-error &form
                            (str "ns expects clauses like (:require ...), found: " (pr-str reference)))))
                 (let [head (first reference)
                       f (symbol "clojure.core" (clojure.core/name head))]
                   (when-not (contains? #{:require :use :import :refer-clojure :load :require-macros :refer} head)
                     (throw (norn.prim/syntax-error &form (str "Unknown ns clause: " head))))
                   (cond
                     (or (= head :refer-clojure) (= head :import)) (cons f (rest reference))
                     (= head :require-macros) nil
                     :else (cons f (map (fn [arg] (list 'quote arg)) (rest reference))))))
        core? (some (fn [reference] (= :refer-clojure (first reference))) references)]
    `(do
       (in-ns '~name)
       ~@(if (seq m) [`(norn.prim/alter-ns-meta! '~name '~m)] [])
       ~@(if (or core? (= name 'clojure.core)) [] ['(clojure.core/refer 'clojure.core)])
       ~@(map clause references)
       ~@(if (= name 'clojure.core) [] [`(norn.prim/ns-loaded! '~name)])
       nil)))
