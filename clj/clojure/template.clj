;; clojure.template: filling in expressions.

(ns clojure.template
  (:require [clojure.walk :as walk]))

(defn apply-template
  "Returns expr with the symbols of argv replaced by the values. (apply-template '[x] '(+ x 1) [2]) => (+ 2 1)"
  [argv expr values]
  (walk/postwalk-replace (zipmap argv values) expr))

(defmacro do-template
  "Repeats expr for each group of values that fills argv. (do-template [x y] (is (= x y)) 1 1 2 2)"
  [argv expr & values]
  (let [n (count argv)]
    `(do ~@(map (fn [group] (apply-template argv expr group)) (partition n values)))))
