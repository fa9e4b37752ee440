;; Pending nodes: what only the language can build comes out of the reader as
;; tagged literals (src/reader/pending.h). They are literals with a data reader,
;; #=, regexes, and maps, sets and metadata that contain such a thing; build-form
;; replaces them by what they stand for.
;;
;; Part of the boot, so written in special forms only (see expand.clj).

(def ^{:dynamic true
       :doc "A map from tag symbols to data reader functions (or vars of them) of the program; they come before the
  default ones. (binding [*data-readers* {'x/y inc}] (read-string \"#x/y 1\")) => 2"}
  *data-readers* {})

(def ^{:dynamic true
       :doc "nil, or a function of a tag symbol and a value, called for tags that have no data reader."}
  *default-data-reader-fn* nil)

(def ^{:doc "The data readers every program has: #inst and #uuid."}
  default-data-readers {})

(def ^{:dynamic true :doc "False: #= is refused by read and read-string. :unknown: all reading of tags is refused."}
  *read-eval* true)

(def ^{:private true} build-form)

(def ^{:private true}
  build-items
  (fn* build-items [items options]
    (loop* [left (seq items) made []]
      (if left
        (recur (next left) (conj made (build-form (first left) options)))
        made))))

(def ^{:private true :doc "The value of #tag form: through :readers and :default of the options, or the dynamic vars."}
  build-tagged
  (fn* build-tagged [tag value options]
    (let* [known (get options :readers)
           reader (if known (get known tag) nil)
           reader (if reader reader (if (get options :edn) nil (get *data-readers* tag)))
           reader (if reader reader (get default-data-readers tag))
           reader (if (norn.prim/var? reader) (norn.prim/var-root reader) reader)]
      (if reader
        (reader value)
        (let* [otherwise (if (get options :edn) (get options :default) *default-data-reader-fn*)]
          (if otherwise
            (otherwise tag value)
            (throw (if options
                     (norn.prim/make-exception "java.lang.RuntimeException" (str "No reader function for tag " tag))
                     (norn.prim/syntax-error tag (str "No reader function for tag " tag))))))))))

(def ^{:private true :doc "A map of alternating keys and values; a key that occurs twice is an error."}
  build-map
  (fn* build-map [items]
    (loop* [i 0 made {}]
      (if (< i (count items))
        (let* [k (nth items i)]
          (if (contains? made k)
            (throw (norn.prim/make-exception "java.lang.IllegalArgumentException" (str "Duplicate key: " k)))
            (recur (+ i 2) (assoc made k (nth items (inc i))))))
        made))))

(def ^{:private true}
  build-set
  (fn* build-set [items]
    (loop* [i 0 made #{}]
      (if (< i (count items))
        (let* [item (nth items i)]
          (if (contains? made item)
            (throw (norn.prim/make-exception "java.lang.IllegalArgumentException" (str "Duplicate key: " item)))
            (recur (inc i) (conj made item))))
        made))))

(def ^{:private true}
  build-node
  (fn* build-node [tag inner options]
    (if (= (namespace tag) "norn.reader")
      (let* [kind (name tag)]
        (if (= kind "regex")
          (re-pattern inner)
          (if (= kind "eval")
            (if (if (get options :edn) false *read-eval*)
              (eval (build-form inner options))
              (throw (norn.prim/make-exception "java.lang.RuntimeException" "EvalReader not allowed when *read-eval* is false.")))
            (let* [items (build-items inner options)]
              (if (= kind "map")
                (build-map items)
                (if (= kind "set")
                  (build-set items)
                  (let* [form (nth items 0)
                         old (meta form)]
                    (with-meta form (loop* [left (seq (nth items 1)) made (if old old {})]
                                      (if left
                                        (recur (next left) (assoc made (key (first left)) (val (first left))))
                                        made))))))))))
      (build-tagged tag (build-form inner options) options))))

(def ^{:private true
       :doc "A form that has pending nodes, with the nodes replaced by what they stand for. Options of clojure.edn/read:
  :readers, :default; :edn true keeps *data-readers* and #= out."}
  build-form
  (fn* build-form [form options]
    (if (tagged-literal? form)
      (build-node (get form :tag) (get form :form) options)
      (if (list? form)
        (if (seq form) (list-like form (build-items form options)) form)
        (if (vector? form)
          (with-meta (build-items form options) (meta form))
          form)))))
