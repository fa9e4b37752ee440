;; SEMANTICS 16: `async` belongs to the innermost scope, inherited at spawn; the end of the scope is the end of its tasks.
;flags --virtual-time
(require '[norn.async :as a])
(let [log (atom [])]
  (println (a/scope (async (a/sleep 5) (async (a/sleep 1) (swap! log conj :grandchild)) (swap! log conj :child)) :value)) ;=> :value
  (println @log)) ;=> [:child :grandchild]
(println (a/scope (let [x (async 1) y (async 2)] (+ @x @y)))) ;=> 3
(println (a/scope) (a/scope nil)) ;=> nil nil
