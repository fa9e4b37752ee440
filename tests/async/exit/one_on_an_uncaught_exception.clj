(println "before") ;=> before
(throw (ex-info "stop here" {:n 1})) ;! stop here
(println "never")
;exit 1
