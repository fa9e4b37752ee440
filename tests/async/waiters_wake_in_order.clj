;; SEMANTICS 2: first in, first out per waiter list.
(require '[norn.async :as a])
(def p (promise))
(def order (atom []))
(def tasks (mapv (fn [n] (async @p (swap! order conj n))) (range 10)))
(a/sleep 1)
(deliver p nil)
(run! await tasks)
(println @order) ;=> [0 1 2 3 4 5 6 7 8 9]
