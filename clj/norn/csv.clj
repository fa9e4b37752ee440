;; Comma-separated values (RFC 4180). Records are vectors of strings.
;;
;; Reading is lazy: a reader is asked for more only when a record needs it. A
;; mistake is an ExceptionInfo with :code :csv/syntax, :line and :column, thrown
;; when its record is reached.

(ns norn.csv
  (:refer-clojure :exclude [read]))

(def ^:private chunk "Records that are parsed at a time." 256)

(defn- read-text
  [text separator quote]
  ((fn step [from line]
     (lazy-seq
      (let [[records end line] (norn.prim/csv-records text from chunk separator quote true line)]
        (when (seq records)
          (concat records (step end line))))))
   0 1))

(defn- read-reader
  [reader separator quote]
  ((fn step [line final?]
     (lazy-seq
      (loop [final? final?]
        (let [text (.pending reader)
              [records end line] (norn.prim/csv-records text 0 chunk separator quote final? line)]
          (cond
            (seq records) (do (.advance reader end line 1)
                              (concat records (step line final?)))
            final? nil
            :else (recur (not (.fillMore reader))))))))
   1 false))

(defn read
  "A lazy seq of the records of a text or reader. Lines end with \\n, \\r\\n or \\r; an empty line is a record of one empty field. Options:
  :separator and :quote, characters, \\, and \\\" unless told. (read \"a,\\\"b,c\\\"\\n1,2\") => ([\"a\" \"b,c\"] [\"1\" \"2\"])"
  [input & {:keys [separator quote] :or {separator \, quote \"}}]
  (cond
    (string? input) (read-text input separator quote)
    (and (some? input) (norn.prim/type-method input 'fillMore)) (read-reader input separator quote)
    :else (throw (IllegalArgumentException. (str "expected CSV text, a string or reader, found " (norn.prim/print-brief input))))))

(defn read-maps
  "A lazy seq of maps: the first record names the keys of the others. Options as for read, and :key-fn for the keys, keyword unless told.
  (read-maps \"a,b\\n1,2\") => ({:a \"1\", :b \"2\"})"
  [input & {:keys [key-fn] :or {key-fn keyword} :as options}]
  (let [[header & records] (read input options)
        names (map key-fn header)]
    (map (fn [record] (zipmap names record)) records)))

(defn- quoted
  [text quote]
  (str quote (.replace text (str quote) (str quote quote)) quote))

(defn- line-text
  [record separator quote quote?]
  (cond
    (and (ifn? quote?) (not (boolean? quote?))) (apply str (interpose separator (map (fn [field]
                                                       (let [text (str field)]
                                                         (if (quote? text) (quoted text quote) text)))
                                                     record)))
    :else (or (norn.prim/csv-line record separator quote quote?)
              (norn.prim/csv-line (mapv str record) separator quote quote?))))

(defn- end-of-line
  [newline]
  (case newline
    (nil :lf) "\n"
    :cr+lf "\r\n"
    (throw (IllegalArgumentException. (str ":newline is :lf or :cr+lf, found " (norn.prim/print-brief newline))))))

(defn write
  "The CSV text of records, collections of anything str can write. Fields are quoted where they must be. Options: :separator, :quote,
  :quote? (true: all fields; or a function of a field's text), :newline (:lf or :cr+lf). (write [[1 \"a,b\"]]) => \"1,\\\"a,b\\\"\\n\""
  [records & {:keys [separator quote quote? newline] :or {separator \, quote \"}}]
  (let [end (end-of-line newline)
        builder (norn.prim/string-builder)]
    (doseq [record records]
      (norn.prim/string-builder-append! builder (line-text record separator quote quote?))
      (norn.prim/string-builder-append! builder end))
    (norn.prim/string-builder-text builder)))

(defn write-to
  "Writes records to a writer, line by line. Options as for write. Returns nil.
  (with-open [w (clojure.java.io/writer \"a.csv\")] (write-to w [[1 2]]))"
  [writer records & {:keys [separator quote quote? newline] :or {separator \, quote \"}}]
  (let [end (end-of-line newline)]
    (doseq [record records]
      (.write writer (str (line-text record separator quote quote?) end)))))
