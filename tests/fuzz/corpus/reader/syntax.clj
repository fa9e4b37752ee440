#!/usr/bin/env norn
(ns a.b (:require [c.d :as e])) ; comment
[1 -2N 0x1F 36rZZ 1.5e3 1.5M 2/3 ##Inf ##-Inf ##NaN] {:a 1, ::b 2, ::a/c 3} #{1 "s\n\u00e9\uD83D\uDE00\101" \a \newline \u0041 \o101}
'a @a #'a `(a ~b ~@c x# ^:m [y#] {~k 1} #{~d} . if String.) #(+ %1 % %&) #_#_x y #"re\"\d" ^{:tag String} x ^:a ^[_ Long] y
#:n{:a 1 :_/b 2} #::{:c 3} #::a{d 4} #inst "2020-02-03T04:05:06.789Z" #uuid "550e8400-e29b-41d4-a716-446655440000" #my/tag {:a #t 1}
#?(:clj 1 :default 2) [#?@(:norn [1 2] :cljs #js [])] #=(+ 1 2) String/1 clojure.core// #^:b z
