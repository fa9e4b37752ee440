;; The grace of 100 ms is not a deadlock: the handler is still to be called.
(require '[norn.async :as a])
(def told (promise))
(a/on-unhandled (fn [e _] (deliver told (ex-message e))))
(async (throw (ex-info "nobody looks" {})))
(println @told) ;=> nobody looks
