;; SEMANTICS 25: the second task that forces the same cell parks on the owner.
;flags --virtual-time
(require '[norn.async :as a])
(def calls (atom 0))
(def shared (lazy-seq (swap! calls inc) (a/sleep 5) [1 2 3]))
(println (mapv await [(async (vec shared)) (async (first shared)) (async (count shared))])) ;=> [[1 2 3] 1 3]
(println @calls) ;=> 1
