;; clojure.main: what tools use of Clojure's entry point. Norn's own is norn.main.

(ns clojure.main)

(defn root-cause
  "The innermost cause of an exception."
  [t]
  (if-let [cause (ex-cause t)] (recur cause) t))

(defn demunge
  "Returns the name of a function as Clojure writes it. Norn's names need no change."
  [fn-name] (str fn-name))

(defn stack-element-str
  "Returns a text for a frame of a stack trace, a map."
  [frame]
  (str (:fn frame) (if (:file frame) (str " (" (:file frame) ":" (:line frame) ")") "")))

(defn ex-triage
  "Returns a map of what an exception map (Throwable->map) says: :clojure.error/class, cause, data, symbol, source, line."
  [datafied]
  (let [{:keys [via trace cause data]} datafied
        [sym file line] (first trace)
        {:keys [type]} (last via)]
    (into {} (filter (comp some? val))
          {:clojure.error/phase :execution
           :clojure.error/class type
           :clojure.error/cause cause
           :clojure.error/symbol sym
           :clojure.error/source file
           :clojure.error/line line})))

(defn ex-str
  "Returns a message for a person of the map ex-triage made."
  [{:clojure.error/keys [class cause source line symbol]}]
  (str "Execution error (" class ")" (if symbol (str " at " symbol) "")
       (if source (str " (" source ":" line ")") "") ".\n" cause "\n"))

(defn err->msg
  "Returns a message for a person of an exception."
  [e] (-> e Throwable->map ex-triage ex-str))

(defn repl-read
  "Reads a form from *in* for repl: request-prompt at a line's end is not distinguished; request-exit at the end of input."
  [request-prompt request-exit]
  (read {:eof request-exit :read-cond :allow} *in*))

(defn repl-caught
  "Prints an exception of the REPL to *err*."
  [e]
  (binding [*out* *err*]
    (print (err->msg e))
    (flush)))

(defn repl
  "A read-eval-print loop on *in* and *out*. Options: :init :need-prompt :prompt :flush :read :eval :print :caught, functions."
  [& {:keys [init need-prompt prompt flush read eval print caught]
      :or {init (fn []) need-prompt (fn [] true) prompt (fn [] (clojure.core/print (str (ns-name *ns*) "=> ")))
           flush clojure.core/flush read repl-read eval clojure.core/eval print prn caught repl-caught}}]
  (binding [*ns* *ns* *1 nil *2 nil *3 nil *e nil]
    (let [request-prompt (Object.)
          request-exit (Object.)]
      (try (init) (catch Throwable e (caught e) (set! *e e)))
      (loop []
        (when (need-prompt) (prompt) (flush))
        (let [form (try (read request-prompt request-exit) (catch Throwable e (caught e) (set! *e e) request-prompt))]
          (when-not (identical? form request-exit)
            (when-not (identical? form request-prompt)
              (try
                (let [value (eval form)]
                  (set! *3 *2)
                  (set! *2 *1)
                  (set! *1 value)
                  (print value))
                (catch Throwable e (caught e) (set! *e e))))
            (recur)))))))

(defn load-script
  "Evaluates the file at a path."
  [path] (load-file path))

(defn main
  "For compatibility: evaluates a script file, the rest of the arguments as *command-line-args*."
  [& args]
  (binding [*command-line-args* (next args)]
    (when (seq args) (load-script (first args)))))

(defmacro with-bindings
  "Evaluates the body with the vars bound that a REPL may set!."
  [& body]
  `(binding [*ns* *ns* *print-length* *print-length* *print-level* *print-level* *print-meta* *print-meta*
             *data-readers* *data-readers* *command-line-args* *command-line-args* *assert* *assert*
             *1 nil *2 nil *3 nil *e nil]
     ~@body))
