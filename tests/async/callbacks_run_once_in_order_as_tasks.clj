;; SEMANTICS 2 and DESIGN 2: in order of registration, exactly once, never inside the registering call; also when done already.
(require '[norn.async :as a])
(defn settle [] (dotimes [_ 20] (a/yield)))
(let [log (atom [])
      t (async :value)]
  (a/on-complete t (fn [task] (swap! log conj [:complete (a/state task)])))
  (a/on-success t (fn [value] (swap! log conj [:success value])))
  (a/on-failure t (fn [e] (swap! log conj [:failure e])))
  (println @log) ;=> []
  (await t)
  (settle)
  (println @log) ;=> [[:complete :success] [:success :value]]
  (let [seen (count (do (a/on-success t (fn [value] (swap! log conj [:late value]))) @log))]
    (println seen)) ;=> 2
  (settle)
  (println (peek @log))) ;=> [:late :value]
(let [broken (async (throw (ex-info "no" {})))]
  (a/on-failure broken (fn [e] (println "failed:" (ex-message e))))
  (settle)) ;=> failed: no
