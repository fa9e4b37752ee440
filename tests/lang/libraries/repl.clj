;; clojure.repl: doc, dir, apropos, find-doc.
(require '[clojure.repl :refer [doc dir apropos root-cause]])
(doc identity)
;=> -------------------------
;=> clojure.core/identity
;=> ([x])
;=>   Returns x. (identity 1) => 1
(dir clojure.template)
;=> apply-template
;=> do-template
(prn (filter #(= "clojure.string" (namespace %)) (apropos "starts-with"))) ;=> (clojure.string/starts-with?)
(prn (ex-message (root-cause (ex-info "a" {} (ex-info "b" {}))))) ;=> "b"
