;; A thousand tasks, each waits for the next, the last one sleeps.
(require '[norn.async :as a])
(def last-task (reduce (fn [before _] (async (inc (await before)))) (async (a/sleep 30) 0) (range 1000)))
(println (await last-task)) ;=> 1000
