(def line (promise))
(async (deliver line (read-line)))
(println @line) ;=> typed
;stdin typed
