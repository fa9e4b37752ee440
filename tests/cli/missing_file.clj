; A program that isn't there.
;command no/such/program.clj
;! no/such/program.clj: No such file or directory
;exit 1
