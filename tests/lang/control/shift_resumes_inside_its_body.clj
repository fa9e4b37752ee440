(require '[norn.control :refer [reset shift]])
(println (reset (+ 1 (shift k (* 2 (k 10)))))) ;=> 22
