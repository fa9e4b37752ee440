(require '[norn.async :as a])
(def t (async (throw (ex-info "reported" {})))) ;! reported
(a/sleep 300)
(println (try (await t) (catch :default e (ex-message e)))) ;=> reported
;exit 0
