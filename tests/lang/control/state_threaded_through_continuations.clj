;; A continuation can be kept, called later, and called again from the top level.
(require '[norn.control :refer [reset shift]])
(def saved (atom nil))
(println (reset (str "a" (shift k (do (reset! saved k) "first")) "b"))) ;=> first
(println (@saved 1) (@saved 2)) ;=> a1b a2b
