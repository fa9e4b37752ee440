(require '[norn.async :as a])
(def slow (delay (a/sleep 30) :slow))
(def reader (async @slow))
(a/yield)
(println @slow (await reader)) ;=> :slow :slow
