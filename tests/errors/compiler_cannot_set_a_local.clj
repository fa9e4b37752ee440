(let [x 1]
  (set! x 2))
;exit 1
;! CompilerException: Can't set! the local x: locals do not change. Use an atom or loop
;!   at tests/errors/compiler_cannot_set_a_local.clj:2:3
;!   2 |   (set! x 2))
;!     |   ^
