;; SEMANTICS 25
;flags --virtual-time
(require '[norn.async :as a])
(def calls (atom 0))
(def shared (delay (swap! calls inc) (a/sleep 5) :value))
(println (mapv await [(async @shared) (async (force shared))]) @calls) ;=> [:value :value] 1
(def broken (delay (swap! calls inc) (throw (ex-info "no" {}))))
(dotimes [_ 2] (println (try @broken (catch :default e (ex-message e))) @calls))
;=> no 2
;=> no 2
