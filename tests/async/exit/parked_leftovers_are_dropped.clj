;; SEMANTICS 19: after main has ended normally, tasks that nothing can wake are dropped silently.
(async @(promise) (println "never"))
(println "main ends") ;=> main ends
