;; pipeline keeps the order whatever the speed; each value meets a fresh transducer.
;flags --virtual-time
(require '[clojure.core.async :as a])
(defn run [start] (let [to (a/chan 2)] (start to (a/to-chan! (range 8))) (a/<!! (a/into [] to))))
(defn slow-inc [x] (norn.async/sleep (if (even? x) 3 1)) (inc x))
(println (run (fn [to from] (a/pipeline 4 to (map slow-inc) from)))) ;=> [1 2 3 4 5 6 7 8]
(println (run (fn [to from] (a/pipeline-blocking 3 to (mapcat #(repeat (mod % 3) %)) from)))) ;=> [1 2 2 4 5 5 7]
(println (run (fn [to from] (a/pipeline-async 3 to (fn [v out] (a/go (a/<! (a/timeout (- 9 v))) (a/>! out (* v v)) (a/close! out))) from)))) ;=> [0 1 4 9 16 25 36 49]
(println (run (fn [to from] (a/pipeline 2 to (map #(/ 6 %)) from true (constantly :bad))))) ;=> [:bad 6 3 2 3/2 6/5 1 6/7]
(def open (a/chan 20))
(a/<!! (a/pipeline 2 open (map inc) (a/to-chan! [1 2]) false))
(println (a/offer! open :still-open)) ;=> true
