; The n-th call into the system fails, for every n, in programs with files, TCP, Unix sockets, UDP, TLS and HTTP: each ends with a
; result or an error that says why, and leaves no descriptor open.
;command tests/stress/faults.clj --quiet
;timeout 120
;=> ok
