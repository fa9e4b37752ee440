(map inc 5)
(println (doall (map inc 5)))
;exit 1
;! IllegalArgumentException: Don't know how to create ISeq from: java.lang.Long
;!   at tests/errors/runtime_not_seqable.clj:2:10
;!   2 | (println (doall (map inc 5)))
;!     |          ^
;!   trace:
;!     at clojure.core/map/fn--33 (clojure/core/lazy.clj:34:14)
;!     at clojure.core/dorun (clojure/core/seq.clj:76:16)
;!     at clojure.core/doall (clojure/core/seq.clj:84:11)
;!     at user/eval--2 (tests/errors/runtime_not_seqable.clj:2:10)
