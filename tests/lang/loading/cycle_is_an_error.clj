;; Two namespaces that require each other: the error names the way.
;flags -cp tests/support
(println (try (require 'loading.cycle-one) (catch Exception e (ex-message e))))
;=> Cyclic load dependency: loading.cycle-one->loading.cycle-two->loading.cycle-one
