;; The end of the input ends the program; what is parked is dropped.
;=> #'user/p
;=> #'user/f
;=> 3
;command
;stdin (def p (promise))
;stdin (def f (future @p))
;stdin (do f (+ 1 2))
