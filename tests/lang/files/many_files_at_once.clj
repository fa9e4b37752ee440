; Many files at once.
(require '[norn.file :as file])

(def readings (mapv (fn [_] (file/read-async "/proc/self/stat")) (range 200)))
(prn (count (filter pos? (map (comp count await) readings)))) ;=> 200
