(require '[norn.async :as a])
(def main (a/current-task))
(async (a/cancel! main :by-a-friend))
(try (a/sleep 60000) (finally (println "cleanup"))) ;=> cleanup
;exit 1
