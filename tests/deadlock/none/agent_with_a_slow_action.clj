(require '[norn.async :as a])
(def total (agent 0))
(send total (fn [n] (a/sleep 30) (inc n)))
(await total)
(println @total) ;=> 1
