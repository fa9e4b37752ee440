;; The names of clojure.data.json, on norn.json.

(ns clojure.data.json
  (:refer-clojure :exclude [read])
  (:require [norn.json :as json]
            [norn.json.layout :as layout]))

;; --- reading --------------------------------------------------------------------------

(defn on-extra-throw
  "For :extra-data-fn: an ExceptionInfo that says that something follows the value."
  [val rdr]
  (throw (ex-info "Found extra data after json object" {:val val})))

(defn on-extra-throw-remaining
  "For :extra-data-fn: an ExceptionInfo whose ex-data has the :remaining text."
  [val rdr]
  (throw (ex-info (str "Found extra data after json object: " (slurp rdr)) {:val val :remaining (slurp rdr)})))

(defn- read-options
  [{:keys [key-fn value-fn bigdec eof-error? eof-value] :or {eof-error? true} :as options}]
  (cond-> {:key-fn key-fn :value-fn value-fn :bigdec bigdec}
    (or (not eof-error?) (contains? options :eof-value)) (assoc :eof-value eof-value)))

(defn- ended-early
  "(f), with the exception of data.json for a text that ends too early."
  [f]
  (try
    (f)
    (catch :json/unfinished e
      (throw (norn.prim/make-exception java.io.EOFException (ex-message e) (ex-data e) e)))))

(defn read
  "Reads one JSON value from a reader and stays behind it. Options in a row: :key-fn, :value-fn (of key and value; itself to leave the member
  out), :bigdec, :eof-error? (true), :eof-value, :extra-data-fn (called with the value and the reader, its result returned, when more than
  blanks follow; such as on-extra-throw). A text that ends too early is a java.io.EOFException, one that is no JSON an ExceptionInfo
  with :line and :column."
  [reader & {:keys [extra-data-fn] :as options}]
  (let [value (ended-early (fn [] (json/read reader (read-options options))))]
    (if extra-data-fn
      (let [c (loop [] (let [c (.read reader)] (if (contains? #{32 9 10 13} c) (recur) c)))]
        (if (= -1 c)
          value
          (do (.unread reader c)
              (extra-data-fn value reader))))
      value)))

(defn read-str
  "Reads the first JSON value of a string. Options as for read. (read-str \"{\\\"a\\\":1}\" :key-fn keyword) => {:a 1}"
  [string & {:keys [extra-data-fn] :as options}]
  (if extra-data-fn
    (read (java.io.PushbackReader. (java.io.StringReader. string)) options)
    (let [options (read-options options)
          values (ended-early (fn [] (seq (json/parse-all string options))))]
      (cond
        values (first values)
        (contains? options :eof-value) (:eof-value options)
        :else (throw (java.io.EOFException. "JSON: expected a value, found the end of the text"))))))

;; --- writing --------------------------------------------------------------------------

(defprotocol JSONWriter
  "How instances of other types are written: extend it to them."
  (-write [object out options] "Writes the JSON text of object to the writer out. options is the map of options of write."))

(defn- written-by
  "What (f x out options) writes, as JSON text."
  [f options]
  (fn [x]
    (let [out (java.io.StringWriter.)]
      (f x out options)
      (json/raw (str out)))))

(defn- default-write [x out options]
  (if (satisfies? JSONWriter x)
    (-write x out options)
    (throw (ex-info (str "Don't know how to write JSON of " (class x)) {:type :norn/json-error :code :json/unknown-class}))))

(defn- write-options
  [{:keys [key-fn value-fn escape-unicode escape-slash indent default-write-fn]
    :or {escape-unicode true escape-slash true default-write-fn default-write}
    :as options}]
  {:plain-names true
   :key-fn key-fn
   :value-fn value-fn
   :escape-unicode escape-unicode
   :escape-slash escape-slash
   :pretty indent
   :default-fn (written-by default-write-fn (or options {}))
   :encoders (when-let [types (seq (remove nil? (extenders JSONWriter)))]
               (zipmap types (repeat (written-by -write (or options {})))))})

(defn write-str
  "The JSON text of a value. Options in a row: :key-fn, :value-fn, :escape-unicode and :escape-slash (both true unless told), :indent,
  :default-write-fn (a function of value, writer and options for types that JSON has no text for). Keywords are written without their
  namespace. (write-str {:a [1 2]}) => \"{\\\"a\\\":[1,2]}\""
  [x & {:as options}]
  (json/write x (write-options options)))

(defn write
  "Writes a value as JSON text to a writer. Options as for write-str."
  [x writer & {:as options}]
  (.write writer (json/write x (write-options options)))
  nil)

(defn pprint
  "Prints a value as JSON text to *out*, what fits in one line of 72 columns, the rest element by element. Options as for write-str."
  [x & {:as options}]
  (println (layout/filled (json/write x (write-options (dissoc options :indent))))))

(defn json-str "Old name of write-str." [x & {:as options}] (write-str x options))
(defn read-json "Old name of read-str, with keywords for keys unless told otherwise."
  ([string] (read-json string true))
  ([string keywordize?] (read-str string {:key-fn (if keywordize? keyword identity)})))
(defn print-json "Old name: writes to *out*." [x & {:as options}] (write x *out* options))
(defn pprint-json "Old name of pprint." [x & {:as options}] (pprint x options))
