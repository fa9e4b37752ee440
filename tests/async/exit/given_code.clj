;; System/exit flushes what was printed; `finally` does not run (SEMANTICS 20).
(try
  (print "no newline")
  (System/exit 7)
  (finally (println "never")))
;=> no newline
;exit 7
