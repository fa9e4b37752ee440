;; What syntax quote builds when it is evaluated.
(ns my.app (:require [clojure.string :as s]))
(def xs [1 2 3])
(prn `(a ~(first xs) ~@xs)) ;=> (my.app/a 1 1 2 3)
(prn `[~@xs]) ;=> [1 2 3]
(prn `{:k ~(count xs)}) ;=> {:k 3}
(prn `#{~(first xs)}) ;=> #{1}
(prn `(if x (s/join map) String)) ;=> (if my.app/x (clojure.string/join clojure.core/map) java.lang.String)
(prn `()) ;=> ()
(prn (let [[a b] `[x# x#]] (= a b))) ;=> true
(prn (= `x# `x#)) ;=> false
(prn (meta `^{:k ~(first xs)} y)) ;=> {:k 1}
(prn ``~~(first xs)) ;=> 1
