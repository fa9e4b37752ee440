(ns loading.broken)
(println "loading broken")
(throw (ex-info "not yet" {}))
