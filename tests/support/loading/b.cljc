(ns loading.b)
(println "loading b")
(def factor #?(:norn 2 :clj 3))
(defn two [] 2)
