(norn.os/on-exit (fn [] (println "hook")))
(.addShutdownHook (Runtime/getRuntime) (Thread. (fn [] (println "shutdown hook"))))
(try (System/exit 3) (finally (println "not printed")))
;exit 3
;=> shutdown hook
;=> hook
