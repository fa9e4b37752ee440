;; The names of Cheshire, on norn.json.

(ns cheshire.core
  (:require [cheshire.parse :as parse]
            [clojure.string :as str]
            [norn.json :as json]
            [norn.json.layout :as layout]))

;; --- reading --------------------------------------------------------------------------

(defn- read-options
  [key-fn array-fn]
  (cond-> {:bigdec parse/*use-bigdecimals?*}
    (true? key-fn) (assoc :keywords true)
    (and key-fn (not (true? key-fn))) (assoc :key-fn key-fn)
    array-fn (assoc :array-fn array-fn)))

(defn parse-string
  "The first value of a JSON text; nil for nil or a blank text. key-fn: true for keywords, or a function of the key's text. array-coerce-fn:
  a function of the field's name, a string, that returns the collection its array is poured into. What is no JSON is an ExceptionInfo
  (norn.json). (parse-string \"{\\\"a\\\":1}\" true) => {:a 1}"
  ([string] (parse-string string nil nil))
  ([string key-fn] (parse-string string key-fn nil))
  ([string key-fn array-coerce-fn]
   (when-not (str/blank? string)
     (first (json/parse-all string (read-options key-fn array-coerce-fn))))))

(def ^{:arglists '([string] [string key-fn] [string key-fn array-coerce-fn]) :doc "The same as parse-string."}
  parse-string-strict parse-string)

(defn parse-stream
  "The next value of a reader, nil at its end. Arguments as for parse-string."
  ([reader] (parse-stream reader nil nil))
  ([reader key-fn] (parse-stream reader key-fn nil))
  ([reader key-fn array-coerce-fn]
   (json/read reader (assoc (read-options key-fn array-coerce-fn) :eof-value nil))))

(def ^{:arglists '([reader] [reader key-fn] [reader key-fn array-coerce-fn]) :doc "The same as parse-stream."}
  parse-stream-strict parse-stream)

(defn parsed-seq
  "A lazy seq of the values of a reader. Arguments as for parse-string."
  ([reader] (parsed-seq reader nil nil))
  ([reader key-fn] (parsed-seq reader key-fn nil))
  ([reader key-fn array-coerce-fn]
   (let [end (Object.)]
     (lazy-seq
      (let [value (json/read reader (assoc (read-options key-fn array-coerce-fn) :eof-value end))]
        (when-not (identical? value end)
          (cons value (parsed-seq reader key-fn array-coerce-fn))))))))

;; --- writing --------------------------------------------------------------------------

(def default-date-format "How instants are written, in UTC." "yyyy-MM-dd'T'HH:mm:ss'Z'")

(def ^:private date-part
  "Where the parts of an instant stand in 2001-10-09T01:46:40.123."
  {\y [0 4] \M [5 7] \d [8 10] \H [11 13] \m [14 16] \s [17 19] \S [20 23]})

(defn- formatted-date
  "An instant in a pattern of SimpleDateFormat made of y M d H m s S, other characters and 'quoted text'."
  [pattern inst]
  (let [text (str/replace (pr-str (java.util.Date. (inst-ms inst))) #"#inst \"|-00:00\"" "")]
    (apply str
           (for [piece (re-seq #"'(?:[^']|'')*'|(?:y+|M+|d+|H+|m+|s+|S+)|." pattern)
                 :let [c (first piece)]]
             (cond
               (= "''" piece) "'"
               (= \' c) (str/replace (subs piece 1 (dec (count piece))) "''" "'")
               (contains? date-part c)
               (let [[from to] (date-part c)
                     digits (subs text from to)]
                 (cond (and (= \y c) (= 2 (count piece))) (subs digits 2)
                       (= 1 (count piece)) (str (parse-long digits))
                       :else digits))
               (or (Character/isLetter c))
               (throw (IllegalArgumentException. (str "the date format " (pr-str pattern) " has " c
                                                      "; y M d H m s S and 'text' are understood")))
               :else piece)))))

(defn- write-options
  [{:keys [escape-non-ascii key-fn date-format]}]
  {:escape-unicode escape-non-ascii
   ;; as in Cheshire: key-fn is for keywords
   :key-fn (when key-fn (fn [k] (cond (keyword? k) (key-fn k) (nil? k) "" :else (str k))))
   :encoders {java.util.Date (fn [inst] (formatted-date (or date-format default-date-format) inst))}})

(defn create-pretty-printer
  "What the option :pretty may be instead of true, a map of :indentation (blanks a level, 2), :indent-arrays? (false), :indent-objects?
  (true) and :object-field-value-separator (\" : \")."
  [options]
  options)

(def default-pretty-print-options
  {:indentation 2 :indent-arrays? false :indent-objects? true :object-field-value-separator " : "})

(defn generate-string
  "The JSON text of a value. Options, a map: :pretty (true or the map of create-pretty-printer), :escape-non-ascii, :key-fn (a function of a
  keyword), :date-format (\"yyyy-MM-dd\"; default-date-format unless told). (generate-string {:a [1 2]}) => \"{\\\"a\\\":[1,2]}\""
  ([x] (generate-string x nil))
  ([x {:keys [pretty] :as options}]
   (let [text (json/write x (write-options options))]
     (if pretty
       (layout/jackson text (if (map? pretty) pretty {}))
       text))))

(defn generate-stream
  "Writes a value as JSON text to a writer, which it returns. Options as for generate-string."
  ([x writer] (generate-stream x writer nil))
  ([x writer options]
   (.write writer (generate-string x options))
   (.flush writer)
   writer))

(def ^{:arglists '([x] [x options]) :doc "The same as generate-string."} encode generate-string)
(def ^{:arglists '([x writer] [x writer options]) :doc "The same as generate-stream."} encode-stream generate-stream)
(def ^{:arglists '([string] [string key-fn] [string key-fn array-coerce-fn]) :doc "The same as parse-string."} decode parse-string)
(def ^{:arglists '([string] [string key-fn] [string key-fn array-coerce-fn]) :doc "The same as parse-string."} decode-strict parse-string)
(def ^{:arglists '([reader] [reader key-fn] [reader key-fn array-coerce-fn]) :doc "The same as parse-stream."}
  decode-stream parse-stream)
