;; Main waits for what the end of a child brings.
(require '[norn.process :as process])
(def ended (promise))
(async (deliver ended (:exit (process/run ["sh" "-c" "sleep 0.05; exit 3"]))))
(println @ended) ;=> 3
