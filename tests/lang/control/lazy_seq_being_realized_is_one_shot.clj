;; SEMANTICS 22: a cell can be finished once, so a continuation captured while it is being realized can be used once.
(require '[norn.control :refer [reset shift]])
(println (reset (doall (map (fn [n] (if (= n 2) (shift k (k 20)) n)) [1 2 3])))) ;=> (1 20 3)
(println (reset (doall (map (fn [n] (if (= n 2) (shift k [(k 20) (try (k 30) (catch :norn/continuation-used _ :used))]) n)) [1 2 3])))) ;=> [(1 20 3) :used]
(println (reset @(delay (shift k [(k 20) (try (k 30) (catch :norn/continuation-used _ :used))])))) ;=> [20 :used]
