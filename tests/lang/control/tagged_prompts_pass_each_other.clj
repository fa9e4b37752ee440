(require '[norn.control :refer [make-prompt reset-at shift-at]])
(def outer (make-prompt 'outer))
(def inner (make-prompt 'inner))
(println (reset-at outer
           (+ 1 (reset-at inner
                  (+ 10 (shift-at outer k (* 2 (k 100)))))))) ;=> 222
(println (reset-at outer
           (+ 1 (reset-at inner
                  (+ 10 (shift-at inner k (* 2 (k 100)))))))) ;=> 221
