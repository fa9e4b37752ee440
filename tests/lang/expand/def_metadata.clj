;; The metadata of a def is evaluated; defn adds arglists and doc; functions are named after their var.
(def ^{:n (+ 1 2) :tag String} x 1)
(println (select-keys (meta #'x) [:n :name :line])) ;=> {:n 3, :name x, :line 2}
(defn ^:private ^{:k 1} f "Docs." {:added "1"} ([a] a) ([a & more] more))
(println (select-keys (meta #'f) [:private :k :doc :added :arglists])) ;=> {:private true, :k 1, :doc Docs., :added 1, :arglists ([a] [a & more])}
(println (meta ^{:a (inc 1)} [1]) (meta ^:b {:c 1}) (meta (fn []))) ;=> {:a 2} {:b true} nil
(println (meta ^{:z 1} (fn [] 1))) ;=> {:z 1}
(def y "doc of y" 5)
(println y (:doc (meta #'y))) ;=> 5 doc of y
(defmacro m "A macro." [& body] nil)
(println (:macro (meta #'m)) (:arglists (meta #'m))) ;=> true ([& body])
