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

(defn- print-options
  "What norn.prim/print-string wants to know, from the dynamic vars."
  [readably custom]
  [readably *print-length* *print-level* *print-namespace-maps* *print-meta* custom 0])

(defn- append-items
  "Appends \"a b c\" to a builder, with at most *print-length* items."
  [builder items length append-item separator]
  (loop [left (seq items) n 0]
    (when left
      (when (> n 0) (norn.prim/string-builder-append! builder separator))
      (if (and length (>= n length))
        (norn.prim/string-builder-append! builder "...")
        (do (append-item (first left))
            (recur (next left) (inc n)))))))

(defn- append-run
  "Appends items as append-value would, by the host as many at a time as it can. The first of those it can't goes to append-item."
  [builder items options append-item]
  (loop [left (seq items) first? true]
    (when left
      (when-not first? (norn.prim/string-builder-append! builder " "))
      (let [more (if (> (nth options 6 0) 100) left (norn.prim/print-some! options builder left " "))]
        (if (identical? more left)
          (do (append-item (first left))
              (recur (next left) false))
          (recur more false))))))

(defn- object-text
  "#object[Type 0x1f \"text\"]"
  [x]
  (let [type-text (str (norn.prim/type-name (norn.prim/type-of x)))
        id (norn.prim/integer-to-string (norn.prim/identity-hash x) 16)
        f (norn.prim/type-method x 'toString)]
    (str "#object[" type-text " 0x" id " " (pr-str (if f (f x) (str type-text "@" id))) "]")))

(defn- shared-namespace
  "The namespace that all keys of a map (keywords or symbols) have, or nil."
  [m]
  (let [ks (keys m)
        ns (if (ident? (first ks)) (namespace (first ks)) nil)]
    (if (and ns (every? (fn [k] (and (ident? k) (= ns (namespace k)))) ks)) ns nil)))

(defn- plain-key
  [k] (if (keyword? k) (keyword (name k)) (symbol (name k))))

(declare append-value)

(defn- append-structure
  "Appends a value the host bailed from, going down one level."
  [builder x options]
  (let [length (nth options 1)
        level (nth options 2)
        inner (if level (assoc options 2 (dec level)) options)
        inner (assoc inner 6 (inc (nth options 6 0)))
        append! (fn [text] (norn.prim/string-builder-append! builder text))
        item (fn [y] (append-value builder y inner))
        append-all (fn [items] (if length (append-items builder items length item " ") (append-run builder items inner item)))
        entry (fn [e]
                (item (key e))
                (append! " ")
                (item (val e)))]
    (cond
      (integer? x) (do (append! (norn.prim/big-to-text x 10)) (append! "N"))
      (instance? Eduction x)
      (do (append! "(") (append-items builder x length item " ") (append! ")"))
      (and (norn.prim/user-type? x) (not (norn.prim/record? x)) (not (coll? x))) (append! (object-text x))
      (and level (<= level 0) (coll? x)) (append! "#")
      (norn.prim/record? x)
      (do (append! (str "#" (norn.prim/type-name (norn.prim/type-of x)) "{"))
          (append-items builder x length entry ", ")
          (append! "}"))
      (map? x)
      (let [ns (if (nth options 3) (shared-namespace x) nil)]
        (append! (if ns (str "#:" ns "{") "{"))
        (append-items builder x length
                      (if ns
                        (fn [e] (item (plain-key (key e))) (append! " ") (item (val e)))
                        entry)
                      ", ")
        (append! "}"))
      (set? x)
      (do (append! "#{") (append-all x) (append! "}"))
      (vector? x)
      (do (append! "[") (append-all x) (append! "]"))
      (sequential? x)
      (do (append! "(") (append-all x) (append! ")"))
      (norn.prim/user-type? x) (append! (object-text x))
      (tagged-literal? x)
      (do (append! (str "#" (get x :tag) " ")) (item (get x :form)))
      (reader-conditional? x)
      (do (append! (if (get x :splicing?) "#?@" "#?")) (item (get x :form)))
      (instance? Throwable x)
      (do (append! "#error ") (item (Throwable->map x)))
      :else
      (do (append! (str "#object[" (norn.prim/type-name (class x)) " 0x"
                        (norn.prim/integer-to-string (norn.prim/identity-hash x) 16) " "))
          (cond
            (delay? x)
            (item (if (norn.prim/delay-realized? x) {:status :ready :val (deref x)} {:status :pending :val nil}))
            (or (reduced? x) (instance? clojure.lang.Atom x) (volatile? x))
            (item {:status :ready :val (deref x)})
            (or (norn.prim/promise? x) (norn.async/task? x))
            (item (case (norn.prim/task-state x)
                    :pending {:status :pending :val nil}
                    :success {:status :ready :val (norn.prim/task-result x)}
                    {:status :failed :val (norn.prim/task-result x)}))
            :else (append! (pr-str (norn.prim/opaque-string x))))
          (append! "]")))))

(defn- call-print-method
  [x]
  (let [writer (norn.prim/string-writer)]
    (print-method x writer)
    (str writer)))

(defn- append-long-text
  "Appends a long string piece by piece."
  [builder s readably]
  (if readably
    (do (norn.prim/string-builder-append! builder "\"")
        (loop [from 0]
          (when from
            (recur (norn.prim/append-readably-some! builder s from))))
        (norn.prim/string-builder-append! builder "\""))
    (norn.prim/append-rest! builder s 0)))

(defn- append-value
  "Appends one value: by the host if it can, else by its print-method or level by level. Item 6 of the options is how deep we are:
  from 100 levels on the host is not asked any more, each question could cost it another 200."
  [builder x options]
  (let [depth (nth options 6 0)
        text (if (and (> depth 100) (coll? x)) nil (norn.prim/print-string-or-nil options x))]
    (cond
      text (norn.prim/string-builder-append! builder text)
      (norn.prim/long-text? x) (append-long-text builder x (nth options 0))
      (has-custom-method? x (nth options 5)) (norn.prim/string-builder-append! builder (call-print-method x))
      (norn.prim/lazy-seq? x) (do (seq x) (append-structure builder x options))
      (and (nth options 4) (meta x))
      (do (norn.prim/string-builder-append! builder "^")
          (append-value builder (meta x) options)
          (norn.prim/string-builder-append! builder " ")
          (append-structure builder x options))
      :else (append-structure builder x options))))

(defn- joined
  "The texts of the values with blanks between them."
  [values options]
  (let [builder (norn.prim/string-builder)]
    (append-items builder values nil (fn [x] (append-value builder x options)) " ")
    (norn.prim/builder-finished builder)))

(norn.prim/set-twin! "norn.prim/print-string"
  (fn [options & values]
    (joined values (if options options (print-options true nil)))))

(defn- texts
  "What pr (readably) or print prints for the values."
  [values readably]
  (apply norn.prim/print-string (print-options readably (custom-classes)) values))

(defn print-simple
  "Prints x to a writer in the default way, without its print-method."
  [x writer]
  (let [builder (norn.prim/string-builder)
        options (print-options *print-readably* (custom-classes))]
    (append-structure builder x options)
    (norn.interop/write writer (norn.prim/string-builder-text builder))
    nil))

(defmethod print-method :default [x writer]
  (let [text (norn.prim/print-string-or-nil (print-options *print-readably* nil) x)]
    (if (and text (nil? (custom-classes)))
      (do (norn.interop/write writer text) nil)
      (print-simple x writer))))

(defmethod print-dup :default [x writer]
  (print-method x writer))

(defn- write-text
  "Writes to *out*; `newline?`: the text ends a line."
  [text newline?]
  (let [out *out*]
    (if (instance? DescriptorWriter out)
      (norn.prim/write-out (norn.prim/instance-field out 0) text)
      (do (norn.interop/write out text)
          (when (and newline? *flush-on-newline*) (norn.interop/flush out))))
    nil))

(defn pr
  "Prints the values to *out* in a form the reader can read, with blanks between them. Returns nil."
  [& more] (write-text (texts more *print-readably*) false))

(defn prn
  "Like pr, and ends the line."
  [& more] (write-text (str (texts more *print-readably*) "\n") true))

(defn print
  "Prints the values to *out* for people: strings and characters as they are. Returns nil."
  [& more] (write-text (texts more false) false))

(defn println
  "Like print, and ends the line. (println \"a\" 1) prints: a 1"
  [& more] (write-text (str (texts more false) "\n") true))

(defn pr-str
  "Returns what pr would print, as a string. (pr-str \"a\") => \"\\\"a\\\"\""
  [& xs] (texts xs *print-readably*))

(defn prn-str
  "Returns what prn would print, as a string."
  [& xs] (str (texts xs *print-readably*) "\n"))

(defn print-str
  "Returns what print would print, as a string."
  [& xs] (texts xs false))

(defn println-str
  "Returns what println would print, as a string."
  [& xs] (str (texts xs false) "\n"))

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
