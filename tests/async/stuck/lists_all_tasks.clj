;; norn.runtime/tasks: every task that has not ended.
(require '[norn.runtime :as runtime] '[norn.async :as a] '[clojure.core.async :as c])
(def p (promise))
(def one ^{:name "one"} (async @p))
(def channel (c/chan))
(def two ^{:name :two} (c/go (c/<! channel)))
(def three (async (a/sleep 60000)))
(def lock (Object.))
(locking lock
  (def four (async (locking lock 1)))
  (a/sleep 1)
  (run! println (map (juxt :name :waits-on) (runtime/tasks))))
;=> [nil nil]
;=> [one a promise]
;=> [:two a value from a channel]
;=> [nil a timer]
;=> [nil the lock of java.lang.Object, held by main task]
(a/cancel! three)
