;gc-stress-every 1000 a collection at every call takes minutes
(require '[norn.async :as a])
(def ticks (atom 0))
(def ticker (async (loop [] (a/sleep 1) (swap! ticks inc) (recur))))
(defn burn [n] (loop [i 0] (if (< i n) (recur (inc i)) i)))
(run! await (mapv (fn [_] (async (burn 30000000))) (range 2)))
(a/cancel! ticker)
(println (> @ticks 10)) ;=> true
