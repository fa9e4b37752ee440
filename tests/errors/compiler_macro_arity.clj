(defmacro twice [form] `(do ~form ~form))
(twice 1 2)
;exit 1
;! CompilerException: Wrong number of args (2) passed to: user/twice, which takes ([form])
;!   at tests/errors/compiler_macro_arity.clj:2:1
;!   2 | (twice 1 2)
;!     | ^
