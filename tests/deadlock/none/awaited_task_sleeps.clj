;; The timer is that of another task.
(require '[norn.async :as a])
(println (await (async (a/sleep 30) :slept))) ;=> :slept
