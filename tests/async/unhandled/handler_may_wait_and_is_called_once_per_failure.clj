(require '[norn.async :as a])
(def seen (atom []))
(a/on-unhandled (fn [e task] (a/sleep 1) (swap! seen conj (:n (ex-data e)))))
(dotimes [n 100] (async (throw (ex-info "no" {:n n}))))
(a/sleep 500)
(println (= (sort @seen) (range 100))) ;=> true
