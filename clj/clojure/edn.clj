;; clojure.edn: reading data that others wrote. Nothing is evaluated.

(ns clojure.edn
  (:refer-clojure :exclude [read read-string]))

(defn- edn-options
  [opts]
  {:edn true :default-tags (not (or (contains? (:readers opts) 'inst) (contains? (:readers opts) 'uuid)))})

(defn read-string
  "Reads one value from the string s; nil for nil. Options: :readers {tag function}, :default function of tag and value, :eof value.
  (read-string \"{:a [1 #{2}]}\") => {:a [1 #{2}]}"
  ([s] (read-string {:eof nil} s))
  ([opts s]
   (if (nil? s)
     nil
     (norn.prim/read-data s opts (edn-options opts)))))

(defn read
  "Reads one value from a reader (*in* by default). Options as for read-string; without :eof the end of input is an error."
  ([] (read *in*))
  ([stream] (read {} stream))
  ([opts stream] (norn.prim/read-data-from stream opts (edn-options opts))))
