;; The example runs as it stands.
;command examples/nursery.clj
;=> all well:     [near near near]
;=> open:         0
;=> one retried:  [shaky] [[:failed shaky head] [:failed shaky head]]
;=> all hang:     Timed out after 100 ms
;=> open:         0
