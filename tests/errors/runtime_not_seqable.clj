(map inc 5)
(println (doall (map inc 5)))
;exit 1
