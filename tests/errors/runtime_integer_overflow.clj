(* 9223372036854775807 2)
;exit 1
;! ArithmeticException: integer overflow
;!   at tests/errors/runtime_integer_overflow.clj:1:1
;!   1 | (* 9223372036854775807 2)
;!     | ^
;!   trace:
;!     at user/eval--1 (tests/errors/runtime_integer_overflow.clj:1:1)
