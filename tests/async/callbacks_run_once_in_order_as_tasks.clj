;; SEMANTICS 2 and DESIGN 2: in order of registration, exactly once, never inside the registering call; also when done already.
(require '[norn.async :as a])
(def log (atom []))
(def t (async :value))
(a/on-complete t (fn [task] (swap! log conj [:complete (a/state task)])))
(a/on-success t (fn [value] (swap! log conj [:success value])))
(a/on-failure t (fn [e] (swap! log conj [:failure e])))
(await t)
(a/sleep 1)
(println @log) ;=> [[:complete :success] [:success :value]]
(a/on-success t (fn [value] (swap! log conj [:late value])))
(println (count @log)) ;=> 2
(a/sleep 1)
(println (peek @log)) ;=> [:late :value]
(def broken (async (throw (ex-info "no" {}))))
(a/on-failure broken (fn [e] (println "failed:" (ex-message e))))
(a/sleep 1) ;=> failed: no
