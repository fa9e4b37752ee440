(defn ratio [a b] (/ a b))
(ratio 1 0)
;exit 1
;! ArithmeticException: Divide by zero
;!   at tests/errors/runtime_divide_by_zero.clj:1:19
;!   1 | (defn ratio [a b] (/ a b))
;!     |                   ^
;!   trace:
;!     at user/ratio (tests/errors/runtime_divide_by_zero.clj:1:19)
;!     at user/eval--2 (tests/errors/runtime_divide_by_zero.clj:2:1)
