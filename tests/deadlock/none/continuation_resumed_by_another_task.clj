;; The task whose continuation it was has ended long ago.
(require '[norn.async :as a])
(require '[norn.control :refer [reset shift]])
(def k (promise))
(reset (println "resumed with" (shift c (deliver k c)))) ;=> resumed with 7
(async (a/sleep 30) (@k 7))
