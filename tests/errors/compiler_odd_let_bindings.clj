(let [a 1
      b]
  a)
;exit 1
;! CompilerException: let requires an even number of forms in its binding vector
;!   at tests/errors/compiler_odd_let_bindings.clj:1:1
;!   1 | (let [a 1
;!     | ^
