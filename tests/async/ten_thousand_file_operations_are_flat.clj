;; 10,000 operations on files, many at a time, leave no memory and no descriptor behind.
;gc-stress-every 1000 a collection at every call takes minutes
(require '[norn.file :as file] '[norn.runtime :as runtime])
(defn used [] (runtime/gc) (runtime/gc) (let [s (runtime/stats)] (+ (:heap-bytes s) (:native-bytes s))))
(defn round [] (dotimes [_ 50] (run! await (mapv (fn [i] (if (even? i) (file/exists?-async "README.md") (file/read-async "LICENSE"))) (range 100)))))
(round)
(def before (used))
(def descriptors (count (file/list "/proc/self/fd")))
(round)
(println (< (- (used) before) 1000000) (<= (count (file/list "/proc/self/fd")) descriptors)) ;=> true true
