; -e evaluates each expression in turn and prints the last value; what follows are arguments.
;command -e "(def a 1)" -e "(vector (+ a 1) *command-line-args*)" x y
;=> [2 ("x" "y")]
