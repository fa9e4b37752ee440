;gc-stress-every 1000 it measures time
(require '[norn.async :as a])
;gc-stress-every 1000 a ratio of real times, in which the collections would be most
(defn millis [f] (let [start (System/nanoTime)] (f) (/ (- (System/nanoTime) start) 1e6)))
(def one (millis #(a/sleep 50)))
(def many (millis #(run! await (mapv (fn [_] (a/sleep-async 50)) (range 1000)))))
(println (< many (* 2.5 one))) ;=> true
