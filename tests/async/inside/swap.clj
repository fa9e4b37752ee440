;; SEMANTICS 26: swap! is a compare-and-set loop; its function may wait, and runs again if the value has changed meanwhile.
(require '[norn.async :as a])
(def total (atom 0))
(println (swap! total (fn [n] (+ n (await (async 5)))))) ;=> 5
(run! await (mapv (fn [n] (async (swap! total (fn [old] (a/yield) (+ old n))))) (range 100)))
(println @total) ;=> 4955
(println (swap-vals! total (fn [n] (await (async (inc n)))))) ;=> [4955 4956]
