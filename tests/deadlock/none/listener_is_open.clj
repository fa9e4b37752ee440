;; Main waits for what only a connection can bring.
(require '[norn.net :as net])
(def accepted (promise))
(def server (net/listen {:host "127.0.0.1" :port 0}))
(async (deliver accepted (net/close (net/accept server))))
(async (norn.async/sleep 30) (net/close (net/connect "127.0.0.1" (:port (net/local-address server)))))
@accepted
(println "accepted") ;=> accepted
(net/close server)
