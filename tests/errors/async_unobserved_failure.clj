(defn fetch [n]
  (throw (ex-info "nobody awaits me" {:n n})))

(async (fetch 1))
(println "main goes on") ;=> main goes on
;exit 1
