(require '[clojure.strng :as str])
;exit 1
;! FileNotFoundException: Could not locate clojure/strng.clj or clojure/strng.cljc on the classpath (src:.). Did you mean clojure.string?
;!   at tests/errors/compiler_unknown_namespace.clj:1:1
;!   1 | (require '[clojure.strng :as str])
;!     | ^
;!   trace:
;!     at user/eval--1 (tests/errors/compiler_unknown_namespace.clj:1:1)
