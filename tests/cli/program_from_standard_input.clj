; `-` runs what comes on standard input.
;command - one
;stdin (println (+ 1 2))
;stdin (prn *command-line-args*)
;=> 3
;=> ("one")
