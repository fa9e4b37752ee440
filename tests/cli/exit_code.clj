; System/exit ends the program with its code, `finally` doesn't run.
(try
  (println "before") ;=> before
  (System/exit 7)
  (finally (println "never")))
;exit 7
