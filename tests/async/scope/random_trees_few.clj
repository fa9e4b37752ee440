;command tests/stress/trees.clj 20
;=> 20 trees: nothing lost
