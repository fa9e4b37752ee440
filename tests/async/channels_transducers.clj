;; A transducer sits before the buffer: filtering, expanding, ending early, flushing at the end.
(require '[clojure.core.async :as a])
(defn through [n xf xs] (let [c (a/chan n xf)] (a/onto-chan! c xs) (a/<!! (a/into [] c))))
(println (through 1 (map inc) (range 5))) ;=> [1 2 3 4 5]
(println (through 1 (filter even?) (range 10))) ;=> [0 2 4 6 8]
(println (through 1 (mapcat #(repeat % %)) (range 4))) ;=> [1 2 2 3 3 3]
(println (through 3 (partition-all 2) (range 5))) ;=> [[0 1] [2 3] [4]]
(println (through 1 (take 3) (range))) ;=> [0 1 2]
(def taken (a/chan 1 (take 1)))
(println (a/>!! taken :a) (a/>!! taken :b) (a/<!! taken) (a/<!! taken)) ;=> true false :a nil
(println (try (a/chan nil (map inc)) (catch AssertionError e (subs (ex-message e) 0 23)))) ;=> Assert failed: buffer m
