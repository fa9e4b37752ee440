(println (assoc {} :a))
;exit 1
;! ArityException: Wrong number of args (2) passed to: clojure.core/assoc, which takes ([map key val] [map key val & kvs])
;!   at tests/errors/runtime_wrong_arity_of_a_core_function.clj:1:10
;!   1 | (println (assoc {} :a))
;!     |          ^
;!   trace:
;!     at user/eval--1 (tests/errors/runtime_wrong_arity_of_a_core_function.clj:1:10)
