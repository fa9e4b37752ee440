;; Thirty days.
(require '[norn.test :as t] '[norn.async :as a])
(println (t/with-virtual-time (a/sleep (* 30 24 3600 1000)) :later)) ;=> :later
