;; A mistake in what a macro made is shown where the macro was called.
(defmacro broken [x] `(let [y# ~x] (no-such-function y#)))
(defn f [a]
  (broken a))
;! CompilerException: No such var: user/no-such-function
;! at tests/lang/expand/errors_point_at_the_call.clj:4:3
;exit 1
