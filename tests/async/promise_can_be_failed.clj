;; SEMANTICS 6: deliver-error fails a promise; it counts as its one delivery.
(require '[norn.async :as a])
(def p (promise))
(def waiter (async (try @p (catch :default e (ex-message e)))))
(a/yield)
(println (identical? p (a/deliver-error p (ex-info "no answer" {})))) ;=> true
(println (await waiter)) ;=> no answer
(println (try (await p) (catch :default e (ex-message e)))) ;=> no answer
(println (deliver p 1) (a/deliver-error p (ex-info "again" {}))) ;=> nil nil
(println (realized? p)) ;=> true
(println (try (a/deliver-error (promise) 5) (catch :default e (ex-message e))))
;=> deliver-error: expected an exception, got 5 (java.lang.Long)
