; What stands behind FILE is the program's, options too.
;args a --version -e "x y"
(prn *command-line-args*) ;=> ("a" "--version" "-e" "x y")
