(require '[norn.async :as a])
(defn stop [t]
  (a/cancel! t {:because "too slow"}))
(def t ^{:name "download"} (async (a/sleep 60000)))
(a/yield)
(stop t)
(await t)
;! CancellationException: The awaited task was cancelled
;!   at tests/errors/async_cancelled_task.clj:7:1
;!   7 | (await t)
;!     | ^
;!   data: {:type :norn/cancelled, :reason {:because "too slow"}, :by "main task at user/stop (tests/errors/async_cancelled_task.clj:3:3)"}
;!   trace:
;!     awaited at user/eval--7 (tests/errors/async_cancelled_task.clj:7:1)
;exit 1
