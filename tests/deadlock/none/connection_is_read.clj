;; The peer answers late.
(require '[norn.net :as net])
(def server (net/listen {:host "127.0.0.1" :port 0}))
(async (let [c (net/accept server)] (norn.async/sleep 30) (net/write c "late\n") (net/close c)))
(def client (net/connect "127.0.0.1" (:port (net/local-address server))))
(println (net/read-line client)) ;=> late
(net/close client)
(net/close server)
