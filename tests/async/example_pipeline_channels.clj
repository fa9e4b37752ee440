;; The example runs as it stands.
;command examples/pipeline_channels.clj
;=> words:    20 of which different: 15
;=> frequent: one 3, the 3, thread 2, and 1, below 1
;=> longest:  measures
