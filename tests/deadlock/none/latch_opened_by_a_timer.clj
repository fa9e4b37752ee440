(require '[norn.async :as a])
(def l (a/latch 1))
(async (a/sleep 30) (a/count-down! l))
(a/await-latch l)
(println "open") ;=> open
