;; Files that are to go at the end of the program are gone then: by itself, by exit, and by SIGTERM.
(require '[norn.file :as file] '[norn.process :as process] '[norn.async :as a])
(file/with-temp-dir [d]
  (let [norn (file/read-link "/proc/self/exe")
        program (fn [end] (str "(require '[norn.file :as file] '[clojure.java.io :as io])"
                               "(def d (file/temp-dir {:directory \"" d "\" :delete-at-exit true}))"
                               "(file/write (str d \"/x\") \"1\")"
                               "(.deleteOnExit (doto (io/file \"" d "/f\") (.createNewFile)))"
                               "(file/mkdirs \"" d "/full/of/things\") (.deleteOnExit (io/file \"" d "/full\"))"
                               "(println (count (file/list \"" d "\")))" end))]
    (prn (process/run [norn "-e" (program "")]) (file/list d))
    (prn (process/run [norn "-e" (program "(System/exit 3)")]) (file/list d))
    (let [child (process/start [norn "-e" (program "(flush) (norn.async/sleep 100000)")])
          out (norn.io/reader (process/out child))]
      (prn (.readLine out))
      (process/kill child :term)
      (prn (process/wait child) (file/list d)))))
;=> {:exit 0, :out "3\n", :err ""} ["full"]
;=> {:exit 3, :out "3\n", :err ""} ["full"]
;=> "3"
;=> 143 ["full"]
