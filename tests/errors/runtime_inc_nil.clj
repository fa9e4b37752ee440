;; Arithmetic on nil names the operation and what it got.
(defn add-one [n]
  (inc n))

(println (add-one nil))
;exit 1
;! NullPointerException: expected a number, found nil
;!   at tests/errors/runtime_inc_nil.clj:3:3
;!   3 |   (inc n))
;!     |   ^
;!   trace:
;!     at user/add-one (tests/errors/runtime_inc_nil.clj:3:3)
;!     at user/eval--5 (tests/errors/runtime_inc_nil.clj:5:10)
