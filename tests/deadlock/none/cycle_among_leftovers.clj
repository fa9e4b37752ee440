;; Main has ended, and nothing else runs.
(def other (promise))
(def one (async (await (await other))))
(deliver other (async (await one)))
(println "main ends") ;=> main ends
