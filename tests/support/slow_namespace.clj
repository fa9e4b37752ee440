(ns slow-namespace
  (:require [norn.async :as a]))

(println "loading")
(a/sleep 5)
(def value :ready)
