; A share of what ./dev stress http does in full: no descriptor and no memory stays behind.
;timeout 120
;gc-stress-every 1000 thousands of requests
(require '[norn.http :as http] '[norn.async :as a] '[norn.file :as file])

(def server (http/serve (fn [r] (when (= "/wait" (:uri r)) (a/sleep 1)) {:status 200 :body "x"})))
(def uri (str "http://127.0.0.1:" (:port server)))
(defn descriptors [] (count (file/list "/proc/self/fd")))
(def pool (http/pool))
(dotimes [_ 10] (http/get uri {:pool pool}))
(http/close-idle pool)
(a/sleep 20)
(def before (descriptors))
(dotimes [_ 500] (http/get uri {:pool pool}))
(println (reduce + (a/parallel-map 100 (fn [_] (:status (http/get (str uri "/wait") {:pool pool}))) (range 1000)))) ;=> 200000
; Given up in the middle.
(dotimes [_ 100] (a/race [#(http/get (str uri "/wait") {:pool pool}) #(a/yield)]))
(http/close-idle pool)
(loop [] (when (pos? (:connections (http/counts server))) (a/sleep 5) (recur)))
(println (- (descriptors) before)) ;=> 0
(println (:requests (http/counts server))) ;=> 0
(http/stop server)
