(defn work [] (throw (ex-info "broken" {:n 1})))
@(future (work))
;exit 1
