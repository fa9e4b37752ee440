;; A task reads what a child will write.
(require '[norn.process :as process])
(def line (promise))
(def talker (process/start ["sh" "-c" "sleep 0.05; echo said"]))
(async (deliver line (clojure.string/trim (slurp (process/out talker)))))
(println @line) ;=> said
(println (process/wait talker)) ;=> 0
