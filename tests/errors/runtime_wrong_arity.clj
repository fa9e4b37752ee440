;; Arity errors name the function and its arglists.
(defn foo
  ([a] a)
  ([a b] [a b]))

(println (foo 1 2 3))
;exit 1
