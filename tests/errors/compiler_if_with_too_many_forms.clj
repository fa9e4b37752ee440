(if true 1 2 3)
;exit 1
;! CompilerException: if takes a test, a then form and at most one else form, but found 4
;!   at tests/errors/compiler_if_with_too_many_forms.clj:1:1
;!   1 | (if true 1 2 3)
;!     | ^
