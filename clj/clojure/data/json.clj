;; The names of clojure.data.json, on norn.json.

(ns clojure.data.json
  (:refer-clojure :exclude [read])
  (:require [norn.json :as json]))

(defn- read-options
  [{:keys [key-fn value-fn bigdec eof-error? eof-value] :or {eof-error? true} :as options}]
  (cond-> {:key-fn key-fn :value-fn value-fn :bigdec bigdec}
    (or (not eof-error?) (contains? options :eof-value)) (assoc :eof-value eof-value)))

(defn read-str
  "Reads one JSON value from a string. Options in a row: :key-fn, :value-fn (of key and value; itself to leave the member out),
  :bigdec, :eof-error?, :eof-value. (read-str \"{\\\"a\\\":1}\" :key-fn keyword) => {:a 1}"
  [string & {:as options}]
  (let [options (read-options options)]
    (if (and (contains? options :eof-value) (re-matches #"[ \t\r\n]*" string))
      (:eof-value options)
      (json/parse string options))))

(defn read
  "Reads one JSON value from a reader. Options as for read-str."
  [reader & {:as options}]
  (json/read reader (read-options options)))

(defn- write-options
  [{:keys [key-fn value-fn escape-unicode escape-slash indent]
    :or {escape-unicode true escape-slash true}}]
  {:plain-names true
   :key-fn key-fn
   :value-fn value-fn
   :escape-unicode escape-unicode
   :escape-slash escape-slash
   :pretty indent})

(defn write-str
  "The JSON text of a value. Options in a row: :key-fn, :value-fn, :escape-unicode and :escape-slash (both true unless told), :indent.
  Keywords are written without their namespace. (write-str {:a [1 2]}) => \"{\\\"a\\\":[1,2]}\""
  [x & {:as options}]
  (json/write x (write-options options)))

(defn write
  "Writes a value as JSON text to a writer. Options as for write-str."
  [x writer & {:as options}]
  (.write writer (json/write x (write-options options)))
  nil)

(defn pprint
  "Prints a value as indented JSON text to *out*. Options as for write-str."
  [x & {:as options}]
  (println (json/write x (assoc (write-options options) :pretty true))))

(def ^{:doc "Old name of write-str."} json-str write-str)

(defn pprint-json
  "Old name of pprint."
  [x & {:as options}]
  (pprint x options))
