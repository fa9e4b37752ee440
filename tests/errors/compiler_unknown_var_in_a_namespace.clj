(require '[clojure.string :as str])
(println (str/uppercase "a"))
;exit 1
;! CompilerException: No such var: str/uppercase. Did you mean: str/upper-case
;!   at tests/errors/compiler_unknown_var_in_a_namespace.clj:2:11
;!   2 | (println (str/uppercase "a"))
;!     |           ^
