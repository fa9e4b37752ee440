;; clojure.datafy: things as data, and back.

(ns clojure.datafy
  (:require [clojure.core.protocols :as protocols]))

(defn datafy
  "Returns x as data, through the protocol Datafiable. The result carries the original in its metadata under ::obj and ::class."
  [x]
  (let [data (protocols/datafy x)]
    (if (or (identical? data x) (not (instance? clojure.lang.IObj data)))
      data
      (vary-meta data assoc ::obj x ::class (symbol (.getName (class x)))))))

(defn nav
  "Returns what v, found under k in coll, stands for, through the protocol Navigable."
  [coll k v] (protocols/nav coll k v))
