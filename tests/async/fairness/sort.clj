;; SEMANTICS 34: a 1 ms ticker goes on beside the sort of a million integers, 300,000 strings, and by a key.
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
(def numbers (vec (shuffle (range 1000000))))
(def words (mapv str (take 300000 numbers)))
(println (< 3 (ticks-beside #(sort numbers)))) ;=> true
(println (< 10 (ticks-beside #(sort words)))) ;=> true
(println (< 10 (ticks-beside #(sort-by - (take 300000 numbers))))) ;=> true
(println (= (range 1000000) (sort numbers))) ;=> true
;skip-gc-stress the work would take hours
