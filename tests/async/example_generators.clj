;; The example runs as it stands.
;command examples/generators.clj
;=> leaves:       (1 2 3 4 5)
;=> same fringe:  true false
;=> primes:       (2 3 5 7 11 13 17 19 23 29 31 37)
;=> permutations: 120 ([:a :b :c] [:a :c :b] [:b :a :c])
;=> readings:     (0 1 4 9 16) of which even: (0 4 16)
