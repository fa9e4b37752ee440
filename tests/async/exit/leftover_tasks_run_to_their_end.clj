;; Auto drain: the program ends when the main task and all it left behind have ended.
(require '[norn.async :as a])
(async (a/sleep 5) (println "left behind"))
(println "main ends")
;=> main ends
;=> left behind
