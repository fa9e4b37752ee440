(require '[norn.control :refer [reset shift]])
(println (reset (+ 1 (shift k (+ (k 10) (k 20)))))) ;=> 32
