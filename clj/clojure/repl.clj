;; clojure.repl: looking things up.

(ns clojure.repl
  (:require [clojure.string :as string]))

(def ^{:private true} special-docs
  {'def [['def 'symbol 'doc-string? 'init?] "Defines a var in the current namespace, with the value of init if there is one."]
   'if [['if 'test 'then 'else?] "Evaluates test; then `then` if it is neither nil nor false, else `else`."]
   'do [['do 'exprs*] "Evaluates the expressions in order; returns the value of the last."]
   'let* [['let* ['bindings*] 'exprs*] "let without destructuring."]
   'loop* [['loop* ['bindings*] 'exprs*] "loop without destructuring."]
   'recur [['recur 'exprs*] "Goes back to the nearest loop or function head with new values."]
   'fn* [['fn* 'name? ['params*] 'exprs*] "fn without destructuring."]
   'letfn* [['letfn* ['name 'fn '...] 'exprs*] "letfn, expanded."]
   'quote [['quote 'form] "Returns the form unevaluated."]
   'var [['var 'symbol] "Returns the var a symbol stands for."]
   'try [['try 'exprs* 'catch-clauses* 'finally-clause?] "Evaluates the expressions with handlers for exceptions."]
   'catch [['catch 'class 'name 'exprs*] "A handler in try: class, :default or an error keyword."]
   'finally [['finally 'exprs*] "What try evaluates at every end."]
   'throw [['throw 'expr] "Throws an exception."]
   'set! [['set! 'place 'expr] "Sets the binding of a dynamic var or a mutable field."]
   'new [['new 'Class 'args*] "Makes an object of a host class."]
   '. [['. 'target 'member 'args*] "Calls a method or reads a field."]})

(defn- print-doc
  [{:keys [name ns arglists doc macro special forms]}]
  (println "-------------------------")
  (println (if ns (str (ns-name ns) "/" name) (str name)))
  (when forms (doseq [form forms] (print "  ") (prn form)))
  (when arglists (prn arglists))
  (cond special (println "Special Form")
        macro (println "Macro"))
  (when doc (println " " doc)))

(defn- namespace-doc
  [ns]
  (assoc (meta ns) :name (ns-name ns)))

(defmacro doc
  "Prints the documentation of a var, namespace or special form given by its symbol. (doc map)"
  [name]
  (cond
    (special-symbol? name)
    (let [[form text] (get special-docs name)]
      `(#'print-doc {:name '~name :special true :forms '[~(apply list form)] :doc ~text}))
    (find-ns name) `(#'print-doc (#'namespace-doc (find-ns '~name)))
    (resolve name) `(#'print-doc (meta (var ~name)))
    :else nil))

(defn find-doc
  "Prints the documentation of every var whose name or documentation matches a string or regex."
  [re-string-or-pattern]
  (let [re (re-pattern re-string-or-pattern)]
    (doseq [ns (sort-by (comp str ns-name) (all-ns))
            v (sort-by (comp str :name meta) (vals (ns-interns ns)))]
      (let [m (meta v)]
        (when (and (:doc m) (or (re-find re (:doc m)) (re-find re (str (:name m)))))
          (print-doc m))))))

(defn source-fn
  "Returns the source text of the var a symbol stands for, nil if it is not known."
  [x]
  (when-let [v (resolve x)]
    (let [{:keys [file line]} (meta v)
          text (when (and file line)
                 (or (norn.prim/library-source file)
                     (try (slurp file) (catch :default _ nil))))]
      (when text
        (let [lines (drop (dec line) (string/split text #"\n" -1))
              rest-text (string/join "\n" lines)
              [_ offset] (norn.prim/read-form rest-text 0 line 1 (:ns (meta v)) nil)]
          (norn.prim/text-before rest-text offset))))))

(defmacro source
  "Prints the source of a var. (source map)"
  [n]
  `(println (or (source-fn '~n) (str "Source not found"))))

(defn apropos
  "Returns a sorted seq of the qualified symbols of all public vars whose name matches a string or regex. (apropos \"split\")"
  [str-or-pattern]
  (let [matches? (if (string? str-or-pattern)
                   (fn [text] (string/includes? text str-or-pattern))
                   (fn [text] (re-find str-or-pattern text)))]
    (sort (mapcat (fn [ns]
                    (let [ns-text (str (ns-name ns))]
                      (map (fn [sym] (symbol ns-text (str sym)))
                           (filter (fn [sym] (matches? (str sym))) (keys (ns-publics ns))))))
                  (all-ns)))))

(defn dir-fn
  "Returns a sorted seq of the symbols of the public vars of a namespace (or alias)."
  [ns]
  (sort (map key (ns-publics (or (get (ns-aliases *ns*) ns) (the-ns ns))))))

(defmacro dir
  "Prints the names of the public vars of a namespace. (dir clojure.string)"
  [nsname]
  `(doseq [sym# (dir-fn '~nsname)] (println sym#)))

(defn root-cause
  "The innermost cause of an exception."
  [t]
  (if-let [cause (ex-cause t)] (recur cause) t))

(defn demunge
  "Returns the name of a function as Clojure writes it. Norn's names need no change."
  [fn-name] (str fn-name))

(defn stack-element-str
  "Returns a text for a frame of a stack trace."
  [frame]
  (str (:fn frame) (if (:file frame) (str " (" (:file frame) ":" (:line frame) ")") "")))

(defn pst
  "Prints the stack trace (depth frames) of an exception, of *e by default, and its causes."
  ([] (pst 12))
  ([e-or-depth]
   (if (instance? Throwable e-or-depth)
     (pst e-or-depth 12)
     (when-let [e *e]
       (pst (root-cause e) e-or-depth))))
  ([e depth]
   (binding [*out* *err*]
     (println (str (.getSimpleName (class e)) " " (ex-message e)
                   (when-let [data (ex-data e)] (str " " (pr-str data)))))
     (doseq [frame (take depth (norn.prim/stack-trace e))]
       (println (str "\t" (stack-element-str frame))))
     (when-let [cause (ex-cause e)]
       (println "Caused by:")
       (pst cause depth)))))

(defn set-break-handler!
  "For compatibility: Ctrl-C cancels the running evaluation by itself."
  ([] nil)
  ([f] nil))

(defn thread-stopper
  "For compatibility: returns a function that cancels a task."
  ([] (thread-stopper (norn.prim/current-task)))
  ([task] (fn [_] (norn.prim/cancel! task nil true))))
