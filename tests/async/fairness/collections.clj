;; SEMANTICS 34: a 1 ms ticker goes on beside the building of large collections.
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
(def numbers (vec (shuffle (range 500000))))
(println (< 10 (ticks-beside #(set numbers)))) ;=> true
(println (< 10 (ticks-beside #(into #{} numbers)))) ;=> true
(println (< 10 (ticks-beside #(frequencies numbers)))) ;=> true
(println (< 10 (ticks-beside #(zipmap numbers numbers)))) ;=> true
(println (= (set numbers) (into #{} numbers))) ;=> true
;skip-gc-stress the work would take hours
