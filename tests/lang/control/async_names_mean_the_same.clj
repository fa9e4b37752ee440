(require '[norn.control :refer [async-reset async-shift async-resume]])
(println (async-reset (+ 1 (async-shift k (* 2 (async-resume k 10)))))) ;=> 22
