;; mapv, into and sort-by collect in a transient. Each resumption of a multi-shot continuation gets one of its own.
(require '[norn.control :refer [reset shift]])
(println (reset (mapv (fn [n] (if (= n 2) (shift k [(k 20) (k 30)]) n)) [1 2 3]))) ;=> [[1 20 3] [1 30 3]]
(println (reset (into #{} (map (fn [n] (if (= n 2) (shift k [(k 20) (k 30)]) n))) [1 2]))) ;=> [#{1 20} #{1 30}]
(println (reset (group-by (fn [n] (if (= n 2) (shift k [(k :a) (k :b)]) :c)) [1 2 3]))) ;=> [{:c [1 3], :a [2]} {:c [1 3], :b [2]}]
(println (reset (sort-by (fn [n] (if (= n 2) (shift k [(k 0) (k 9)]) n)) [3 2 1]))) ;=> [(2 1 3) (1 3 2)]
