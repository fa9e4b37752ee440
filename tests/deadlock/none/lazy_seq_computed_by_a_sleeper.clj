(require '[norn.async :as a])
(def numbers (lazy-seq (a/sleep 30) [1 2]))
(def reader (async (first numbers)))
(a/yield)
(println (second numbers) (await reader)) ;=> 2 1
