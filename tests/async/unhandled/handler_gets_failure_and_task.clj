;; With a handler nothing is printed, and the exit code is the program's own.
;flags --virtual-time
(require '[norn.async :as a])
(println (a/on-unhandled (fn [e task] (println (ex-message e) (ex-data e) (a/task-name task) (a/state task))))) ;=> nil
^{:name "loser"} (async (throw (ex-info "nobody looks" {:n 1})))
(a/sleep 300)
;=> nobody looks {:n 1} loser :failure
(future (throw (ex-info "at the end" {})))
(println "main ends")
;=> main ends
;=> at the end {} nil :failure
;exit 0
