(require '[norn.async :as a])
(def main (a/current-task))
(async (a/cancel! main :by-a-friend))
(try (a/sleep 60000) (finally (println "cleanup"))) ;=> cleanup
;exit 1
;! The main task was cancelled by task 2 at user/fn--3 (tests/errors/async_cancelled_main.clj:3:8), reason: :by-a-friend
