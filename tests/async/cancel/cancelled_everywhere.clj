;; 35 programs, cancelled at every suspension point and by force at every safepoint: every `finally` runs once, counters balance.
;command tests/stress/cancel-everywhere.clj --brief
;=> every counter balances
