(println (no-such-function 1)) ;! no-such-function
;exit 1
