(require '[norn.async :as a])
(println (a/race [(fn [] (a/sleep 30) :winner) (fn [] @(promise))])) ;=> :winner
