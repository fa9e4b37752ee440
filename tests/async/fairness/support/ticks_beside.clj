;; What the fairness tests count: the turns a ticker had beside long work.
(require '[norn.async :as a])
(defn ticks-beside
  "How often a ticker of 1 ms ran while (f) did."
  [f]
  (let [running (atom true)
        ticks (atom 0)
        ticker (async (while @running (a/sleep 1) (swap! ticks inc)))]
    (a/yield)
    (f)
    (reset! running false)
    (await ticker)
    @ticks))
