; Programs with files, processes, SQLite, sockets, TLS, HTTP and WebSockets, cancelled at each of their suspension points: they end
; at once and leave nothing open.
;command tests/stress/cancel-io.clj --quiet
;gc-stress-every 1000 hundreds of programs
;timeout 120
;=> ok
