(ns loading.a
  "The first."
  (:require [loading.b :as b :refer [two]]))
(println "loading a")
(def one (- (two) 1))
(defn twice [x] (* b/factor x))
(def ^:private hidden 1)
