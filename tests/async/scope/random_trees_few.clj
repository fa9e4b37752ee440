;command tests/stress/trees.clj 20
;=> 20 trees, 58 tasks, 45 resources: nothing lost
