(def log (atom []))
(defn note [x] (swap! log conj (await (async x))))
(println (try (note :body) :value (finally (note :finally)))) ;=> :value
(println (try (try (throw (ex-info "no" {})) (finally (note :failing))) (catch :default e (ex-message e)))) ;=> no
(println @log) ;=> [:body :finally :failing]
