;; SEMANTICS 17: all failures are kept; the first is thrown, the others are its suppressed exceptions.
;flags --virtual-time
(require '[norn.async :as a])
(println (try
           (a/scope
             (async (try (a/sleep 60000) (finally (throw (ex-info "in cleanup" {})))))
             (async (a/sleep 1) (throw (ex-info "first" {}))))
           (catch :default e [(ex-message e) (mapv ex-message (.getSuppressed e))]))) ;=> [first [in cleanup]]
