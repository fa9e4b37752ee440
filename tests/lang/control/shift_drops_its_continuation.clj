(require '[norn.control :refer [reset shift]])
(println (reset (+ 1 (shift k 5)))) ;=> 5
