#!/usr/bin/env norn
;; Everything that is not there: comments, discarded forms, commas.
(prn [1 #_2 3 #_(a "b)" \) c) 4]) ;=> [1 3 4]
(prn [1 #_#_2 3 4]) ;=> [1 4]
(prn {:a,1,,,:b #_x 2}) ;=> {:a 1, :b 2}
(prn [#_{:odd} #_::no/alias #_#no/tag x]) ;=> []
