;; SEMANTICS 17
;flags --virtual-time
(require '[norn.async :as a])
(let [log (atom [])]
  (println (try
             (a/scope {:on-failure :collect}
               (async (throw (ex-info "one" {})))
               (async (a/sleep 5) (swap! log conj :finished)))
             (catch :default e (ex-message e))) @log)) ;=> one [:finished]
