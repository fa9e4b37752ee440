; A last value of nil is not printed.
;command -e "(println 1)" -e "nil"
;=> 1
