 (ns a.b (:require [c.d :as e])) #!line
{:a 1, ::b 2N, :c/d 3.5M} #:x{:y 1 :_/z 2} #{1 2/3 0x1F 36rZ 017 1e-3 ##Inf}
^{:doc "m"} [\a \newline \u0041 \o101 "s\tq\"\u00e9"] #"re\d+" #_skip 'q @d `(a# ~b ~@c [~d]) #'v #(+ % %2 %&)
#?(:norn 1 :clj 2 :default 3) #?@(:clj [4 5]) #uuid "f81d4fae-7dec-11d0-a765-00a0c91e6bf6" #inst "2020-01-01" #my/tag {:k v} #=(f 1)
