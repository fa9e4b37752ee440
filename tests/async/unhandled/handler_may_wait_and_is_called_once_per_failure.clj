(require '[norn.async :as a])
(def seen (atom []))
(a/on-unhandled (fn [e task] (a/sleep 1) (swap! seen conj (:n (ex-data e)))))
(dotimes [n 100] (async (throw (ex-info "no" {:n n}))))
(loop [turns 0] (when (and (< (count @seen) 100) (< turns 5000)) (a/sleep 5) (recur (inc turns))))
(println (= (sort @seen) (range 100))) ;=> true
