;; ::name belongs to the current namespace, ::alias/name to the alias.
(ns my.app (:require [clojure.string :as s]))
(prn :a :a/b ::c ::s/d) ;=> :a :a/b :my.app/c :clojure.string/d
(prn #:x{:a 1 :_/b 2 :y/c 3}) ;=> {:x/a 1, :b 2, :y/c 3}
(prn (= #::{:a 1} {:my.app/a 1})) ;=> true
(prn (= #::s{:a 1} {:clojure.string/a 1})) ;=> true
