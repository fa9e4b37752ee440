(require '[norn.control :refer [shift]])
(+ 1 (shift k 5))
;exit 1
