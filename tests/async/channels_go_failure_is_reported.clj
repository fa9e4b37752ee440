;; A go body that fails: its channel closes, the failure is reported once.
(require '[clojure.core.async :as a])
(println (a/<!! (a/go (throw (ex-info "lost in a go" {}))))) ;=> nil
;! lost in a go
;exit 1
