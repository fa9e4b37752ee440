;; read, read-string and data readers.

(def ^{:private true :doc "Stands for: no value given for the end of input."} no-eof-value (norn.prim/make-object))

(defn- throw-eof
  []
  (throw (norn.prim/make-exception "java.lang.RuntimeException" "EOF while reading")))

(defn- reader-options
  "Options of read for norn.prim/read-form. Inside the program's data readers the default tags must come out pending."
  [options]
  (let [m {:read-cond (get options :read-cond :refuse)
           :default-tags (not (or (contains? *data-readers* 'inst) (contains? *data-readers* 'uuid)))}]
    (if (get options :features) (assoc m :features (get options :features)) m)))

(defn- build-if-pending
  [step options]
  (if (nth step 4) (build-form (nth step 0) options) (nth step 0)))

(defn- read-from-string
  [s options eof-value]
  (let [step (norn.prim/read-form s 0 1 1 *ns* (reader-options options))]
    (if step
      (build-if-pending step {})
      (if (identical? eof-value no-eof-value) (throw-eof) eof-value))))

(defn read-string
  "Reads one form from the string s. Options: :eof value, :read-cond :allow or :preserve, :features set. Uses *data-readers*; for
  data of others use clojure.edn/read-string. (read-string \"(+ 1 2)\") => (+ 1 2)"
  ([s] (read-from-string s nil no-eof-value))
  ([opts s] (read-from-string s opts (if (contains? opts :eof)
                                       (if (= :eofthrow (get opts :eof)) no-eof-value (get opts :eof))
                                       no-eof-value))))

(defn- read-from-reader
  "Reads one form from a TextReader, filling it as long as the form goes on. Returns [form text]."
  [reader options read-options eof-value]
  (loop []
    (let [text (.pending reader)
          [line column] (.position reader)
          step (norn.prim/read-form text 0 line column *ns* (assoc read-options :incremental true))]
      (if (vector? step)
        (let [used (norn.prim/code-point-index text (nth step 1))]
          ;; A token that ends with the text may go on: ask for more first.
          (if (and (= used (count text)) (.fillMore reader))
            (recur)
            (do (.advance reader used (nth step 2) (nth step 3))
                [(build-if-pending step options) (subs text 0 used)])))
        (if (.fillMore reader)
          (recur)
          (if (or (nil? step) (not (re-find #"\S" text)))
            (do (.advance reader (count text) line column)
                (if (identical? eof-value no-eof-value) (throw-eof) [eof-value text]))
            ;; Unfinished at the end of input: read again for the proper error.
            (let [step (norn.prim/read-form text 0 line column *ns* read-options)]
              (if (vector? step)
                (let [used (norn.prim/code-point-index text (nth step 1))]
                  (.advance reader used (nth step 2) (nth step 3))
                  [(build-if-pending step options) (subs text 0 used)])
                (if (identical? eof-value no-eof-value) (throw-eof) [eof-value text])))))))))

(defn- eof-value-of
  [opts]
  (if (contains? opts :eof)
    (if (= :eofthrow (get opts :eof)) no-eof-value (get opts :eof))
    no-eof-value))

(defn read
  "Reads the next form from a reader (*in* by default). At the end throws, or returns eof-value if eof-error? is false. Options as
  for read-string."
  ([] (read *in*))
  ([stream] (read stream true nil))
  ([opts stream] (nth (read-from-reader stream {} (reader-options opts) (eof-value-of opts)) 0))
  ([stream eof-error? eof-value] (read stream eof-error? eof-value false))
  ([stream eof-error? eof-value recursive?]
   (nth (read-from-reader stream {} (reader-options nil) (if eof-error? no-eof-value eof-value)) 0)))

;; For clojure.edn.
(norn.prim/define-var! "norn.prim" "read-data"
  (fn [s opts read-options]
    (let [step (norn.prim/read-form s 0 1 1 nil read-options)]
      (if step
        (build-if-pending step (assoc opts :edn true))
        (if (contains? opts :eof) (get opts :eof) (throw-eof))))))

(norn.prim/define-var! "norn.prim" "read-data-from"
  (fn [reader opts read-options]
    (nth (read-from-reader reader (assoc opts :edn true) read-options
                           (if (contains? opts :eof) (get opts :eof) no-eof-value))
         0)))

(defn read+string
  "Like read, but returns [form text], text being what was read, without blanks around it."
  ([] (read+string *in*))
  ([stream] (read+string stream true nil))
  ([opts stream]
   (let [[form text] (read-from-reader stream {} (reader-options opts) (eof-value-of opts))]
     [form (norn.prim/trim-text text)]))
  ([stream eof-error? eof-value] (read+string stream eof-error? eof-value false))
  ([stream eof-error? eof-value recursive?]
   (let [[form text] (read-from-reader stream {} (reader-options nil) (if eof-error? no-eof-value eof-value))]
     [form (norn.prim/trim-text text)])))

(alter-var-root (var default-data-readers)
                (fn [_] {'inst norn.prim/parse-inst
                        'uuid (fn [s]
                                (or (parse-uuid s)
                                    (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                                             (str "Invalid UUID string: " s)))))}))

(defn reader-conditional
  "Returns a reader conditional as data, with :form and :splicing?."
  [form splicing?] (norn.prim/make-reader-conditional form (boolean splicing?)))
