(def handlers {:a inc})
((handlers :b) 1)
;exit 1
;! NullPointerException: Cannot call nil as a function
;!   at tests/errors/runtime_not_a_function_nil.clj:2:1
;!   2 | ((handlers :b) 1)
;!     | ^
;!   trace:
;!     at user/eval--2 (tests/errors/runtime_not_a_function_nil.clj:2:1)
