(defn fetch [n]
  (throw (ex-info "nobody awaits me" {:n n})))

(async (fetch 1))
(println "main goes on") ;=> main goes on
;exit 1
;! Unhandled failure in task 2
;! ExceptionInfo: nobody awaits me
;!   at tests/errors/async_unobserved_failure.clj:2:3
;!   2 |   (throw (ex-info "nobody awaits me" {:n n})))
;!     |   ^
;!   data: {:n 1}
;!   trace:
;!     at user/fetch (tests/errors/async_unobserved_failure.clj:2:3)
;!     at user/fn--4 (tests/errors/async_unobserved_failure.clj:4:8)
;!     spawned at user/eval--4 (tests/errors/async_unobserved_failure.clj:4:1)
