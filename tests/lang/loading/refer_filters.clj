;; refer with :only, :exclude, :rename; private and missing vars are errors; use.
(ns refer-filters
  (:refer-clojure :exclude [map])
  (:require [clojure.string :as s :refer [upper-case] :rename {upper-case up}])
  (:use [clojure.set :only [union]]))
(def map 1)
(println map (up "a") (union #{1} #{2})) ;=> 1 A #{1 2}
(println (try (refer 'clojure.string :only '[nope]) (catch Throwable e (ex-message e))))
;=> nope does not exist in clojure.string
(println (try (refer 'clojure.core :only '[expand-form]) (catch Throwable e (ex-message e))))
;=> expand-form is not public in clojure.core
(alias 'st 'clojure.string)
(println (st/join "-" [1 2])) ;=> 1-2
(println (try (require 'no.such.lib) (catch java.io.FileNotFoundException e :not-found))) ;=> :not-found
(println (requiring-resolve 'clojure.set/difference)) ;=> #'clojure.set/difference
