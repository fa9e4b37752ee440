;; Tasks that nothing can reach are collected without a word.
(require '[norn.async :as a])
(dotimes [_ 100] (async @(promise)))
(a/yield)
(norn.runtime/gc)
(a/sleep 30)
(println (:abandoned (:tasks (norn.runtime/stats)))) ;=> 100
