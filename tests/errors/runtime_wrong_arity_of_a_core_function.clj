(println (assoc {} :a))
;exit 1
