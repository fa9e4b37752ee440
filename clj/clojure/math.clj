;; clojure.math: what is not written in C++ (src/lib/math.cpp has the functions).

(ns clojure.math)

(def ^{:const true :doc "The double nearest to e, the base of the natural logarithms."} E 2.718281828459045)
(def ^{:const true :doc "The double nearest to pi."} PI 3.141592653589793)

(defn random
  "Returns a random double from 0.0 (inclusive) to 1.0 (exclusive)."
  [] (norn.prim/random-double))
