;; The names of cheshire.parse.

(ns cheshire.parse)

(def ^{:dynamic true :doc "True: numbers with a point are read as BigDecimals with all their digits; else as doubles."} *use-bigdecimals?* false)
