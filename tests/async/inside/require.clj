;; A namespace whose top level waits; two tasks require it and it is loaded once (SEMANTICS 27).
;flags -cp tests/support
(println (mapv await [(async (require 'slow-namespace) @(resolve 'slow-namespace/value))
                      (async (require 'slow-namespace) @(resolve 'slow-namespace/value))]))
;=> loading
;=> [:ready :ready]
