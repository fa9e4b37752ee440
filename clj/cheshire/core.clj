;; The names of Cheshire, on norn.json.

(ns cheshire.core
  (:require [norn.json :as json]))

(def ^{:dynamic true :doc "True: numbers with a point are read as BigDecimals."} *use-bigdecimals?* false)

(defn- read-options
  [key-fn array-fn]
  (cond-> {:bigdec *use-bigdecimals?*}
    (true? key-fn) (assoc :keywords true)
    (and key-fn (not (true? key-fn))) (assoc :key-fn key-fn)
    array-fn (assoc :array-fn array-fn)))

(defn parse-string
  "The value of a JSON text, nil for nil or \"\". key-fn: true for keywords, or a function of the key. array-coerce-fn: a function of the
  field name that returns the collection its array is poured into. (parse-string \"{\\\"a\\\":1}\" true) => {:a 1}"
  ([string] (parse-string string nil nil))
  ([string key-fn] (parse-string string key-fn nil))
  ([string key-fn array-coerce-fn]
   (when-not (or (nil? string) (= "" string))
     (json/parse string (read-options key-fn array-coerce-fn)))))

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

(defn- write-options
  [{:keys [pretty escape-non-ascii key-fn]}]
  {:pretty pretty :escape-unicode escape-non-ascii :key-fn key-fn})

(defn generate-string
  "The JSON text of a value. Options, a map: :pretty, :escape-non-ascii, :key-fn. (generate-string {:a [1 2]}) => \"{\\\"a\\\":[1,2]}\""
  ([x] (json/write x))
  ([x options] (json/write x (write-options options))))

(defn generate-stream
  "Writes a value as JSON text to a writer, which it returns. Options as for generate-string."
  ([x writer] (generate-stream x writer nil))
  ([x writer options]
   (.write writer (generate-string x options))
   writer))

(def ^{:arglists '([x] [x options]) :doc "The same as generate-string."} encode generate-string)
(def ^{:arglists '([x writer] [x writer options]) :doc "The same as generate-stream."} encode-stream generate-stream)
(def ^{:arglists '([string] [string key-fn] [string key-fn array-coerce-fn]) :doc "The same as parse-string."} decode parse-string)
(def ^{:arglists '([reader] [reader key-fn] [reader key-fn array-coerce-fn]) :doc "The same as parse-stream."}
  decode-stream parse-stream)
