;; SEMANTICS 34: a 1 ms ticker goes on beside the printing of a large vector, and of nested ones.
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
(def numbers (vec (range 3000000)))
(def nested (mapv (fn [n] {:n [n (str n)]}) (range 200000)))
(println (< 5 (ticks-beside #(pr-str numbers)))) ;=> true
(println (< 5 (ticks-beside #(str numbers)))) ;=> true
(println (< 10 (ticks-beside #(pr-str nested)))) ;=> true
(println (count (pr-str numbers)) (= nested (read-string (pr-str nested)))) ;=> 22888891 true
;skip-gc-stress the work would take hours
