(defn count-down [n]
  (when (pos? n)
    (inc (recur (dec n)))))
;exit 1
;! CompilerException: Can only recur from tail position: nothing may be left to do after recur
;!   at tests/errors/compiler_recur_not_in_tail_position.clj:3:10
;!   3 |     (inc (recur (dec n)))))
;!     |          ^
