;; A task that awaits hands over to whom it awaits, and gets its turn back when that one ends; others still have theirs.
(require '[norn.async :as a])
(def over (atom false))
(def turns (atom 0))
(def other (async (while (not @over) (swap! turns inc) (a/yield))))
(dotimes [_ 50000] (await (async nil)))
(reset! over true)
(println (< 5 @turns)) ;=> true
