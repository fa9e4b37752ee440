;; Printing.
;;
;; Built-in values are printed by the host in one go (norn.prim/print-string).
;; It bails on what needs the language: user types, unrealized lazy seqs, values
;; with a print-method of the program, deep nesting. The twin below then goes one
;; level down and asks the host again for each part. A print call makes one
;; finished string and writes it at once.

(def ^{:dynamic true :doc "True: print strings and characters so that the reader can read them."} *print-readably* true)
(def ^{:dynamic true :doc "How many items of a collection are printed, nil for all; then ... follows."} *print-length* nil)
(def ^{:dynamic true :doc "How deep nested collections are printed, nil for all; deeper ones are printed as #."} *print-level* nil)
(def ^{:dynamic true :doc "True: print metadata too."} *print-meta* false)
(def ^{:dynamic true :doc "True: print a map whose keys share a namespace as #:ns{...}."} *print-namespace-maps* false)
(def ^{:dynamic true :doc "True: print with print-dup."} *print-dup* false)
(def ^{:dynamic true :doc "True: prn and println flush *out*."} *flush-on-newline* true)

(defn- print-dispatch
  [x _]
  (let [t (get (meta x) :type)]
    (if (keyword? t) t (class x))))

(defmulti print-method
  "Prints x to a writer: (print-method x writer). Dispatches on the :type metadata if that is a keyword, else on the class; add
  methods for your own types. (defmethod print-method Point [p w] (.write w (str \"<\" (:x p) \">\")))"
  print-dispatch)

(defmulti print-dup
  "Like print-method, for *print-dup*."
  print-dispatch)

(def ^{:private true :doc "[table array]: the dispatch values of the program's print-methods, as the host wants them."}
  custom-cache (volatile! [nil nil]))

(defn- custom-classes
  []
  (let [table (norn.prim/multi-get print-method :table)
        cached (deref custom-cache)]
    (if (identical? (nth cached 0) table)
      (nth cached 1)
      (let [values (remove (fn [k] (= k :default)) (keys table))
            array (if (seq values) (to-array values) nil)]
        (vreset! custom-cache [table array])
        array))))

(defn- has-custom-method?
  [x custom]
  (and custom
       (let [f (get-method print-method (print-dispatch x nil))]
         (not (identical? f (get (norn.prim/multi-get print-method :table) :default))))))

(defn- print-part
  "The text of x with explicit options."
  [x readably length level ns-maps with-meta? custom]
  (norn.prim/print-string x readably length level ns-maps with-meta? custom))

(defn- print-items
  "\"a b c\" with at most `length` items."
  [items length print-item separator]
  (let [out (norn.prim/make-builder)]
    (loop [left (seq items) n 0]
      (when left
        (when (> n 0) (norn.prim/append-text! out separator))
        (if (and length (>= n length))
          (norn.prim/append-text! out "...")
          (do (norn.prim/append-text! out (print-item (first left)))
              (recur (next left) (inc n))))))
    (norn.prim/builder-text out)))

(defn- object-text
  "#object[Type 0x1f \"text\"]"
  [x]
  (let [type-text (str (norn.prim/type-name (norn.prim/type-of x)))
        id (norn.prim/hex-identity x)
        f (norn.prim/type-method x 'toString)]
    (str "#object[" type-text " 0x" id " " (pr-str (if f (f x) (str type-text "@" id))) "]")))

(defn- print-structure
  "Prints a value the host bailed from, one level of it."
  [x readably length level ns-maps with-meta? custom]
  (let [inner (if level (dec level) nil)
        item (fn [y] (print-part y readably length inner ns-maps with-meta? custom))
        entries (fn [m]
                  (print-items m length
                               (fn [entry] (str (item (key entry)) " " (item (val entry))))
                               ", "))]
    (cond
      (and (norn.prim/user-type? x) (not (norn.prim/record? x)) (not (coll? x))) (object-text x)
      (and level (<= level 0)) "#"
      (norn.prim/record? x) (str "#" (norn.prim/type-name (norn.prim/type-of x)) "{" (entries (seq x)) "}")
      (map? x)
      (let [lifted (if ns-maps (norn.prim/lift-namespace x) nil)]
        (if lifted
          (str "#:" (nth lifted 0) "{" (entries (nth lifted 1)) "}")
          (str "{" (entries (seq x)) "}")))
      (set? x) (str "#{" (print-items (seq x) length item " ") "}")
      (vector? x) (str "[" (print-items (seq x) length item " ") "]")
      (or (seq? x) (sequential? x)) (str "(" (print-items (seq x) length item " ") ")")
      (norn.prim/user-type? x) (object-text x)
      (tagged-literal? x) (str "#" (get x :tag) " " (item (get x :form)))
      (reader-conditional? x) (str "#?" (if (get x :splicing?) "@" "") (item (get x :form)))
      (instance? Throwable x) (norn.prim/exception-text x item)
      :else (str "#object[" (norn.prim/type-name (class x)) " 0x" (norn.prim/hex-identity x)
                 (if (or (norn.prim/ref? x) (delay? x) (reduced? x))
                   (str " " (if (delay? x)
                              (if (realized? x) (str "{:status :ready, :val " (item (deref x)) "}") "{:status :pending, :val nil}")
                              (str "{:status :ready, :val " (item (deref x)) "}")))
                   "")
                 "]"))))

(defn- call-print-method
  [x]
  (let [writer (norn.prim/string-writer)]
    (print-method x writer)
    (str writer)))

(defn- print-string-twin
  [x readably length level ns-maps with-meta? custom]
  (cond
    (norn.prim/lazy-seq? x)
    (if (has-custom-method? x custom)
      (call-print-method x)
      (do (seq x)
          (print-structure x readably length level ns-maps with-meta? custom)))
    (has-custom-method? x custom) (call-print-method x)
    (and with-meta? (meta x))
    (str "^" (print-part (meta x) readably length level ns-maps with-meta? custom) " "
         (print-structure x readably length level ns-maps with-meta? custom))
    :else (print-structure x readably length level ns-maps with-meta? custom)))

(norn.prim/set-twin! "norn.prim/print-string" print-string-twin)

(defn- print-text
  "What pr (readably true) or print (false) prints for one value."
  [x readably]
  (norn.prim/print-string x readably *print-length* *print-level* *print-namespace-maps* *print-meta* (custom-classes)))

(defmethod print-method :default [x writer]
  (.write writer
          (if (and (get (meta x) :type) (keyword? (get (meta x) :type)))
            (norn.prim/print-string (norn.prim/without-type-meta x) *print-readably* *print-length* *print-level*
                                    *print-namespace-maps* *print-meta* (custom-classes))
            (norn.prim/print-string x *print-readably* *print-length* *print-level* *print-namespace-maps* *print-meta* nil)))
  nil)

(defmethod print-dup :default [x writer]
  (print-method x writer))

(defn print-simple
  "Prints x in the default way, without its print-method."
  [x writer]
  (.write writer (norn.prim/print-string x *print-readably* *print-length* *print-level* *print-namespace-maps* *print-meta* nil))
  nil)

(defn- joined
  "The texts of the values with blanks between them, and `end` behind."
  [values readably end]
  (if (next values)
    (let [out (norn.prim/make-builder)]
      (loop [left (seq values)]
        (norn.prim/append-text! out (print-text (first left) readably))
        (when (next left)
          (norn.prim/append-text! out " ")
          (recur (next left))))
      (norn.prim/append-text! out end)
      (norn.prim/builder-text out))
    (if (seq values) (str (print-text (first values) readably) end) end)))

(defn- write-text
  "Writes to *out*; ends a line if `newline?`."
  [text newline?]
  (let [out *out*]
    (if (instance? DescriptorWriter out)
      (norn.prim/write-out (norn.prim/instance-field out 0) text)
      (norn.interop/write out text))
    (when (and newline? *flush-on-newline* (not (instance? DescriptorWriter out)))
      (norn.interop/flush out))
    nil))

(defn pr
  "Prints the values to *out* in a form the reader can read, with blanks between them. Returns nil."
  [& more] (write-text (joined more *print-readably* "") false))

(defn prn
  "Like pr, and ends the line."
  [& more] (write-text (joined more *print-readably* "\n") true))

(defn print
  "Prints the values to *out* for people: strings and characters as they are. Returns nil."
  [& more] (write-text (joined more false "") false))

(defn println
  "Like print, and ends the line. (println \"a\" 1) prints: a 1"
  [& more] (write-text (joined more false "\n") true))

(defn pr-str
  "Returns what pr would print, as a string. (pr-str \"a\") => \"\\\"a\\\"\""
  [& xs] (joined xs *print-readably* ""))

(defn prn-str
  "Returns what prn would print, as a string."
  [& xs] (joined xs *print-readably* "\n"))

(defn print-str
  "Returns what print would print, as a string."
  [& xs] (joined xs false ""))

(defn println-str
  "Returns what println would print, as a string."
  [& xs] (joined xs false "\n"))

(defn newline
  "Ends the line on *out*. Returns nil."
  [] (write-text "\n" true))

(defn flush
  "Writes out what *out* still buffers. Returns nil."
  []
  (let [out *out*]
    (if (instance? DescriptorWriter out)
      (norn.prim/flush-out (norn.prim/instance-field out 0))
      (norn.interop/flush out))
    nil))

(defn printf
  "Prints (format fmt args...)."
  [fmt & args] (write-text (apply format fmt args) false))

(defn print-ctor
  "Prints #=(Class. ...) for an object; used by print-dup methods."
  [o print-args w]
  (.write w "#=(")
  (.write w (str (norn.prim/type-name (class o))))
  (.write w ". ")
  (print-args o w)
  (.write w ")")
  nil)
