;; The example runs as it stands.
;command examples/reverse_proxy.clj
;=> ([tick 0] [tick 1] [tick 2])
;=> 1000000 bytes, forwarded for 127.0.0.1
;=> 404
;=> :the-backend-has-stopped
;=> the backend does not answer: :ECONNREFUSED
