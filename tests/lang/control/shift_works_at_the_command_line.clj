;command -e "(require '[norn.control :refer [reset shift]])" -e "(println (reset (+ 1 (shift k (* 2 (k 10))))))"
;=> 22
