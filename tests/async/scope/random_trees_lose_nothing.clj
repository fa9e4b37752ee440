;; A share of ./dev stress trees: random trees of spawn, await, cancel, deadline, shield, throw under virtual time.
;command tests/stress/trees.clj 1000
;gc-stress-every 1000 random_trees_few.clj does it with fewer trees
;=> 1000 trees: nothing lost
