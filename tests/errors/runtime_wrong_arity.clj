;; Arity errors name the function and its arglists.
(defn foo
  ([a] a)
  ([a b] [a b]))

(println (foo 1 2 3))
;exit 1
;! ArityException: Wrong number of args (3) passed to: user/foo, which takes ([a] [a b])
;!   at tests/errors/runtime_wrong_arity.clj:6:10
;!   6 | (println (foo 1 2 3))
;!     |          ^
;!   trace:
;!     at user/eval--6 (tests/errors/runtime_wrong_arity.clj:6:10)
