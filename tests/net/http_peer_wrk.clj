; wrk as the client; its large runs are ./dev stress http. Handlers that take 10 ms serve many connections at a time; memory is
; flat; more than the server may take is answered with 503, and it recovers.
;timeout 120
;gc-stress-every 1000 tens of thousands of requests
;skip-sanitize likewise
(load-file "tests/net/support/bodies.clj")
(load-file "tests/net/support/peers.clj")
(require '[bodies :as b] '[peers :refer [wrk]] '[norn.http :as http] '[norn.async :as a] '[norn.runtime :as runtime])

(defn settled [server] (b/until #(zero? (:requests (http/counts server)))))

; Hello world: the same memory after many requests as after the first ones.
(let [server (http/serve (fn [_] {:status 200 :body "hello"}))
      uri (str (b/base :plain server) "/")
      run (fn [seconds] (wrk "-t1" "-c64" (str "-d" seconds "s") uri))]
  (run 1)
  (runtime/gc)
  (let [memory (b/memory-mb) descriptors (b/descriptors)
        {:keys [requests errors bad]} (run 2)]
    (runtime/gc)
    (b/until #(zero? (:connections (http/counts server))))
    (println (> requests 5000) errors bad (b/within? memory 5)
             (> (:total (http/counts server)) requests)))
  (http/stop server))
;=> true {} 0 true true

; Ten milliseconds for each of 64 connections: far more than the 100 per second of one after another.
(doseq [[name handler options] [[:sync (fn [_] (a/sleep 10) {:status 200 :body "slept"}) {}]
                                [:async (fn [_ respond _]
                                          (async (a/sleep 10) (respond {:status 200 :body "slept"})))
                                 {:async true}]]]
  (let [server (http/serve handler options)
        {:keys [per-second errors bad]} (wrk "-t1" "-c64" "-d1s" (str (b/base :plain server) "/"))]
    (settled server)
    (println name (> per-second 1000) errors bad)
    (http/stop server)))
;=> :sync true {} 0
;=> :async true {} 0

; More requests at a time than it may handle: 503 for the rest. More connections: 503 or none at all. Then as before.
(doseq [[name options] [[:requests {:max-requests 16}] [:connections {:max-connections 16}]]]
  (let [server (http/serve (fn [_] (a/sleep 10) {:status 200 :body "slept"}) options)
        uri (str (b/base :plain server) "/")
        flood (wrk "-t1" "-c64" "-d1s" uri)]
    (settled server)
    (b/until #(zero? (:connections (http/counts server))))
    (println name (pos? (- (:requests flood) (:bad flood))) (pos? (:bad flood)) (:timeout (:errors flood) 0)
             (select-keys (wrk "-t1" "-c8" "-d1s" uri) [:errors :bad]))
    (http/stop server)))
;=> :requests true true 0 {:errors {}, :bad 0}
;=> :connections true true 0 {:errors {}, :bad 0}
