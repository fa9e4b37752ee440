(defn pick [x] (case x 1 :one 2 :two))
(pick 3)
;exit 1
;! IllegalArgumentException: No matching clause: 3
;!   at tests/errors/runtime_no_case.clj:1:16
;!   1 | (defn pick [x] (case x 1 :one 2 :two))
;!     |                ^
;!   trace:
;!     at user/pick (tests/errors/runtime_no_case.clj:1:16)
;!     at user/eval--2 (tests/errors/runtime_no_case.clj:2:1)
