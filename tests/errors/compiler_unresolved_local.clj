(defn greet [customer]
  (str "Dear " custmer))
;exit 1
;! CompilerException: Unable to resolve symbol: custmer in this context. Did you mean: customer
;!   at tests/errors/compiler_unresolved_local.clj:2:16
;!   2 |   (str "Dear " custmer))
;!     |                ^
