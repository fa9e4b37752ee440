; The task of a request is cancelled when its client goes away; `finally` runs, the server goes on.
(require '[norn.http :as http] '[norn.net :as net] '[norn.async :as a])

(def begun (promise))
(def ended (promise))
(defn handler [request]
  (if (= "/wait" (:uri request))
    (try
      (deliver begun true)
      (a/sleep 1000000)
      {:status 200}
      (finally (deliver ended :cleaned-up)))
    {:status 200 :body "fine"}))

(def server (http/serve handler))

(let [c (net/connect "127.0.0.1" (:port server))]
  (net/write c "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
  @begun
  (println (:requests (http/counts server))) ;=> 1
  (net/close c)
  (println @ended)) ;=> :cleaned-up

(def stopped-in (promise))
(def piece (byte-array 100000))
(def streaming (http/serve (fn [_]
                             {:status 200
                              :body (fn [write]
                                      (try
                                        (loop [] (write piece) (recur))
                                        (finally (deliver stopped-in :stopped))))})))
; It disconnects in the middle of a body that never ends.
(with-open [c (net/connect "127.0.0.1" (:port streaming))]
  (net/write c "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
  (net/read-exactly c 1000000))
(println @stopped-in) ;=> :stopped

(loop [] (when (pos? (:requests (http/counts server))) (a/sleep 1) (recur)))
(println (dissoc (http/counts server) :connections)) ;=> {:requests 0, :total 1}
(http/stop server)
(http/stop streaming)
