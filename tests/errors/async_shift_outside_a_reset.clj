(require '[norn.control :refer [shift]])
(+ 1 (shift k 5))
;exit 1
;! IllegalStateException: shift: no enclosing reset for prompt default (clojure.lang.Symbol) in this task (prompts do not reach across async)
;!   at tests/errors/async_shift_outside_a_reset.clj:2:6
;!   2 | (+ 1 (shift k 5))
;!     |      ^
;!   trace:
;!     at user/eval--2 (tests/errors/async_shift_outside_a_reset.clj:2:6)
