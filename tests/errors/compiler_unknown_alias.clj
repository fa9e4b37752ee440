(require '[clojure.string :as str])
(println (st/upper-case "a"))
;exit 1
;! CompilerException: No such namespace: st, in st/upper-case. Did you mean: str
;!   at tests/errors/compiler_unknown_alias.clj:2:11
;!   2 | (println (st/upper-case "a"))
;!     |           ^
