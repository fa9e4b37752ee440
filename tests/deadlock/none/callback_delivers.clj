(require '[norn.async :as a])
(def told (promise))
(a/on-complete (async (a/sleep 30)) (fn [t] (deliver told (a/state t))))
(println @told) ;=> :success
