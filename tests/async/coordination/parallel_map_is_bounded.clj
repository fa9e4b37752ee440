;flags --virtual-time
(require '[norn.async :as a])
(let [running (atom 0)
      most (atom 0)
      work (fn [n] (swap! most max (swap! running inc)) (a/sleep (- 10 n)) (swap! running dec) (* n n))]
  (println (a/parallel-map 3 work (range 10)) @most) ;=> [0 1 4 9 16 25 36 49 64 81] 3
  (println (try (a/parallel-map 2 (fn [n] (if (= n 3) (throw (ex-info "three" {})) n)) (range 10)) (catch :default e (ex-message e)))) ;=> three
  (println (a/parallel-map 4 inc []))) ;=> []
