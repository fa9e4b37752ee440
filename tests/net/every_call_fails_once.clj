; The n-th call into the system fails, for every n, in programs with files, processes, signals, SQLite, names, TCP, Unix sockets, UDP,
; TLS, HTTP and WebSockets: each ends with a result or an error that says why, and leaves no descriptor, handle, request or child.
;command tests/stress/faults.clj --quiet
;timeout 120
;=> ok
