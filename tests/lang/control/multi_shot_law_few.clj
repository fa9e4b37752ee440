;command tests/stress/multishot.clj 50
;=> the law holds; programs with {:bind 14, :discard 6, :finally 20, :k 12, :k-throw 3, :saved 12, :shift 21, :shift1 14}
