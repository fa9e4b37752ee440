;; Ten rounds: 10,000 tasks each await a promise of their own, then all promises are delivered.
(load-file "bench/async/support/waits.clj")
(println (str "result=" (rounds 10 10000)))
