;; The trace runs from where it failed over each await up to the main program, and names the spawn sites.
(defn fetch [n]
  (throw (ex-info "no connection" {:n n})))

(defn fetch-later [n]
  (async (fetch n)))

(defn total []
  (+ 1 (await (fetch-later 7))))

(println (total))
;exit 1
;! ExceptionInfo: no connection
;!   at tests/errors/async_failure_across_awaits.clj:3:3
;!   3 |   (throw (ex-info "no connection" {:n n})))
;!     |   ^
;!   data: {:n 7}
;!   trace:
;!     at user/fetch (tests/errors/async_failure_across_awaits.clj:3:3)
;!     at user/fetch-later/fn--6 (tests/errors/async_failure_across_awaits.clj:6:10)
;!     spawned at user/fetch-later (tests/errors/async_failure_across_awaits.clj:6:3)
;!     awaited at user/total (tests/errors/async_failure_across_awaits.clj:9:8)
;!     at user/eval--11 (tests/errors/async_failure_across_awaits.clj:11:10)
