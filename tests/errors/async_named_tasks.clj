(defn fetch [n]
  (throw (ex-info "no connection" {:n n})))
(defn fetch-all [n]
  (await ^{:name (str "fetcher " n)} (async (fetch n))))
(fetch-all 1)
;! ExceptionInfo: no connection
;!   at tests/errors/async_named_tasks.clj:2:3
;!   2 |   (throw (ex-info "no connection" {:n n})))
;!     |   ^
;!   data: {:n 1}
;!   trace:
;!     at user/fetch (tests/errors/async_named_tasks.clj:2:3)
;!     at user/fetch-all/fn--4 (tests/errors/async_named_tasks.clj:4:45)
;!     spawned as fetcher 1 at user/fetch-all (tests/errors/async_named_tasks.clj:4:38)
;!     awaited at user/fetch-all (tests/errors/async_named_tasks.clj:4:3)
;!     at user/eval--5 (tests/errors/async_named_tasks.clj:5:1)
;exit 1
