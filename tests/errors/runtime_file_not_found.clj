(slurp "no/such/file.txt")
;exit 1
