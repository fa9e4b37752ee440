(require '[norn.async :as a])
(def b (a/barrier 2))
(async (a/sleep 30) (a/await-barrier b))
(a/await-barrier b)
(println "through") ;=> through
