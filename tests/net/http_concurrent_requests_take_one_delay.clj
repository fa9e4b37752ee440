; Ten requests at once to a server that answers after a delay take one delay; so do ten more, on the connections of the first.
(load-file "tests/net/support/bodies.clj")
(require '[bodies :as b] '[norn.http :as http] '[norn.http.pool :as pool] '[norn.async :as a])

(def delay-ms 100)
(def server (http/serve (fn [request] (a/sleep delay-ms) {:status 200 :body (:uri request)})))
(def uri (str (b/base :plain server) "/"))
(def kept (http/pool))
(defn ms-of [f] (let [start (System/nanoTime)] (f) (quot (- (System/nanoTime) start) 1000000)))
(defn ten [] (mapv (fn [t] (:body @t)) (mapv (fn [i] (http/get-async (str uri i) {:pool kept})) (range 10))))

(def one (ms-of #(http/get uri {:pool kept})))
(println (>= one delay-ms))                                                  ;=> true
(dotimes [_ 3]
  (println (< (ms-of #(println (ten))) (* 3 one)) (:connections (http/counts server)) (first (vals (pool/counts kept)))))
;=> [/0 /1 /2 /3 /4 /5 /6 /7 /8 /9]
;=> true 10 {:open 10, :idle 10, :waiting 0}
;=> [/0 /1 /2 /3 /4 /5 /6 /7 /8 /9]
;=> true 10 {:open 10, :idle 10, :waiting 0}
;=> [/0 /1 /2 /3 /4 /5 /6 /7 /8 /9]
;=> true 10 {:open 10, :idle 10, :waiting 0}
(println (http/counts server)) ;=> {:connections 10, :requests 0, :total 31}
(http/stop server)
