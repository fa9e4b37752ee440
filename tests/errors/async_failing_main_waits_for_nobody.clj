;; A main that fails ends the program, whatever else goes on; failures that were waiting to be reported are.
(require '[norn.async :as a])
(async (a/sleep 3600000))
(async (throw (ex-info "nobody looked at this" {})))
(dotimes [_ 3] (a/yield))
(throw (ex-info "main fails" {}))
;! ExceptionInfo: main fails
;!   at tests/errors/async_failing_main_waits_for_nobody.clj:6:1
;!   6 | (throw (ex-info "main fails" {}))
;!     | ^
;!   trace:
;!     at user/eval--6 (tests/errors/async_failing_main_waits_for_nobody.clj:6:1)
;! Unhandled failure in task 3
;! ExceptionInfo: nobody looked at this
;!   at tests/errors/async_failing_main_waits_for_nobody.clj:4:8
;!   4 | (async (throw (ex-info "nobody looked at this" {})))
;!     |        ^
;!   trace:
;!     at user/fn--4 (tests/errors/async_failing_main_waits_for_nobody.clj:4:8)
;!     spawned at user/eval--4 (tests/errors/async_failing_main_waits_for_nobody.clj:4:1)
;exit 1
