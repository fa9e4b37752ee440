;; "Did you mean" looks at locals and at what the namespace has.
(defn total [numbers]
  (redcue + numbers))
;exit 1
;! CompilerException: Unable to resolve symbol: redcue in this context. Did you mean: reduce
;!   at tests/errors/compiler_unresolved_symbol.clj:3:4
;!   3 |   (redcue + numbers))
;!     |    ^
