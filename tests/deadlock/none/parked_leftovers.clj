;; Main has ended.
(def waiting (async @(promise)))
(println "main ends") ;=> main ends
