(defn call-it [f] (f 1))
(call-it 42)
;exit 1
;! ClassCastException: class java.lang.Long cannot be cast to class clojure.lang.IFn: 42 (java.lang.Long) is not a function
;!   at tests/errors/runtime_not_a_function.clj:1:19
;!   1 | (defn call-it [f] (f 1))
;!     |                   ^
;!   trace:
;!     at user/call-it (tests/errors/runtime_not_a_function.clj:1:19)
;!     at user/eval--2 (tests/errors/runtime_not_a_function.clj:2:1)
