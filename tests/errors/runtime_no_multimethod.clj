(defmulti area :kind)
(area {:kind :blob})
;exit 1
;! IllegalArgumentException: No method in multimethod 'area' for dispatch value: :blob
;!   at tests/errors/runtime_no_multimethod.clj:2:1
;!   2 | (area {:kind :blob})
;!     | ^
;!   trace:
;!     at clojure.core/throw-illegal (clojure/core/multimethods.clj:97:3)
;!     at clojure.core/invoke-multimethod (clojure/core/multimethods.clj:205:7)
;!     at clojure.core/fn--279 (clojure/core/multimethods.clj:281:39)
;!     at user/eval--2 (tests/errors/runtime_no_multimethod.clj:2:1)
