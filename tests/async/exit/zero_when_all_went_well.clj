(println "done") ;=> done
;exit 0
