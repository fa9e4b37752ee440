(defn sixth [v]
  (nth v 5))

(println (sixth [1]))
;exit 1
;! IndexOutOfBoundsException: Index 5 out of bounds for length 1
;!   at tests/errors/runtime_nth_out_of_bounds.clj:2:3
;!   2 |   (nth v 5))
;!     |   ^
;!   trace:
;!     at user/sixth (tests/errors/runtime_nth_out_of_bounds.clj:2:3)
;!     at user/eval--4 (tests/errors/runtime_nth_out_of_bounds.clj:4:10)
