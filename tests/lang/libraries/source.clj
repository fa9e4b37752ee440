;; clojure.repl/source knows the library's own text.
(require '[clojure.repl :refer [source source-fn]])
(source ffirst)
;=> (defn ffirst
;=>   "Same as (first (first x))."
;=>   [x] (first (first x)))
(prn (source-fn 'no-such-var)) ;=> nil
