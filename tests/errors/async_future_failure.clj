(defn work [] (throw (ex-info "broken" {:n 1})))
@(future (work))
;exit 1
;! ExecutionException: clojure.lang.ExceptionInfo: broken
;!   at tests/errors/async_future_failure.clj:2:1
;!   2 | @(future (work))
;!     | ^
;!   trace:
;!     at user/eval--2 (tests/errors/async_future_failure.clj:2:1)
;! caused by ExceptionInfo: broken
;!   at tests/errors/async_future_failure.clj:1:15
;!   1 | (defn work [] (throw (ex-info "broken" {:n 1})))
;!     |               ^
;!   data: {:n 1}
;!   trace:
;!     at user/work (tests/errors/async_future_failure.clj:1:15)
;!     at user/fn--2 (tests/errors/async_future_failure.clj:2:10)
;!     spawned at user/eval--2 (tests/errors/async_future_failure.clj:2:2)
;!     awaited at user/eval--2 (tests/errors/async_future_failure.clj:2:1)
