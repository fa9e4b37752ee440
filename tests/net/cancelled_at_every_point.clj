; Programs with files, TCP, Unix sockets, UDP, TLS and HTTP, cancelled at each of their suspension points: they end at once and leave no
; descriptor open.
;command tests/stress/cancel-io.clj --quiet
;skip-gc-stress hundreds of programs
;timeout 120
;=> ok
