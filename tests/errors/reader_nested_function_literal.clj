;; Which % would be meant?
;exit 1
;! ReaderException: Nested #()s are not allowed: the arguments % of this one would be those of the one around it; write the inner or the outer one as (fn [x] ...).
;!   at tests/errors/reader_nested_function_literal.clj:7:15
;!   7 | (map #(filter #(odd? %) %) [[1 2]])
;!     |               ^
(map #(filter #(odd? %) %) [[1 2]])
