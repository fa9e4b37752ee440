;; Children that nobody refers to any more are reaped when they end; a running child keeps the program running.
(require '[norn.process :as process] '[norn.file :as file] '[norn.runtime :as runtime] '[norn.async :as a] '[clojure.string :as str])
(dotimes [_ 10] (process/start ["true"] {:in :ignore :out :ignore :err :ignore}))
(runtime/gc)
(defn children [] (remove str/blank? (str/split (file/read (str "/proc/self/task/" (norn.os/pid) "/children")) #" ")))
(loop [] (when (seq (children)) (a/sleep 1) (recur)))
(prn (children))
(process/start ["sh" "-c" "sleep 0.05; echo the last word"] {:out :inherit :in :ignore :err :ignore})
(println "main ends")
;=> ()
;=> main ends
;=> the last word
