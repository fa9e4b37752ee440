; The time limits count silence, not slowness: bytes that move, however slowly, and a handler that takes its time are fine.
;gc-stress-every 1000 megabytes against time limits
(load-file "tests/net/support/bodies.clj")
(require '[bodies :as b] '[norn.http :as http] '[norn.net :as net] '[norn.async :as a] '[clojure.string :as str])

(def n 24000000)
(def failed (promise))
(defn handler [request]
  (case (:uri request)
    "/at-once" {:status 200 :body (b/body n)}
    ; It begins late to read a body that has come as far as it may.
    "/late" (do (a/sleep 400) {:status 200 :body (str (count (http/read-all (:body request))))})
    "/echo" {:status 200 :body (fn [write]
                                 (try
                                   (loop []
                                     (when-let [piece (http/read-piece (:body request))] (write piece) (recur)))
                                   (catch java.io.IOException e (deliver failed (ex-message e)))))}))
(def server (http/serve handler {:write-timeout 150 :idle-timeout 150 :body-timeout 150}))
(defn connect [] (net/connect "127.0.0.1" (:port server)))

; A response of one piece to a client that needs several times the limit for it, but never pauses.
(with-open [c (connect)]
  (net/write c "GET /at-once HTTP/1.1\r\nHost: x\r\n\r\n")
  (let [start (System/nanoTime)
        head (loop [] (when-not (= "" (net/read-line c)) (recur)))
        bytes (let [into-body (byte-array n)]
                (loop [at 0 pause 0]
                  (if (= at n)
                    into-body
                    (let [piece (net/read c (- n at))]
                      (System/arraycopy piece 0 into-body at (alength piece))
                      (when (> pause 500000) (a/sleep 20))
                      (recur (+ at (alength piece)) (if (> pause 500000) 0 (+ pause (alength piece))))))))]
    (println (b/same? bytes n) (> (- (System/nanoTime) start) 600000000)))) ;=> true true

; One that reads nothing is given up.
(with-open [c (connect)]
  (net/write c "GET /at-once HTTP/1.1\r\nHost: x\r\n\r\n")
  (net/read c 1)
  (b/until #(zero? (:connections (http/counts server))))
  (println (try (< (alength (net/read-all c)) n) (catch :ECONNRESET _ true)))) ;=> true

(println (:body (http/post (str (b/base :plain server) "/late") {:body (b/pieces 3000000)}))) ;=> 3000000

; The client of an echo falls silent in the middle.
(with-open [c (connect)]
  (net/write c "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc")
  (println @failed)) ;=> The body of the request can't be read: the body did not arrive in time
(http/stop server)
