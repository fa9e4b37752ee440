;; The names of clojure.data.csv, on norn.csv.

(ns clojure.data.csv
  (:require [norn.csv :as csv]))

(defn read-csv
  "A lazy seq of the records, vectors of strings, of a string or reader. Options in a row: :separator and :quote, characters."
  [input & {:as options}]
  (csv/read input options))

(defn write-csv
  "Writes records to a writer. Options in a row: :separator, :quote, :quote? (a function of a field that says whether to quote it),
  :newline (:lf or :cr+lf)."
  [writer data & {:as options}]
  (csv/write-to writer data options))
