;; While one task is suspended inside a key's =, others change the same atom: the commit is made on the version read.
;flags -cp tests/support
(require '[slow-types :refer [->SlowKey]])
(def state (atom {}))
(run! await (mapv (fn [n] (async (swap! state assoc (->SlowKey n) n))) (range 40)))
(println (count @state) (= (sort (vals @state)) (range 40))) ;=> 40 true
(run! await (mapv (fn [n] (async (swap! state update (->SlowKey (mod n 4)) + 100))) (range 16)))
(println (map #(get @state (->SlowKey %)) (range 4))) ;=> (400 401 402 403)
