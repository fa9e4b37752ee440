(def t (async (throw (ex-info "somebody looks" {}))))
(println (try (await t) (catch :default e (ex-message e)))) ;=> somebody looks
