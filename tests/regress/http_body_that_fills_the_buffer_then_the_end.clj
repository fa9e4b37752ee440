; A body of exactly as many bytes as are collected (64 KiB) with the end of the connection right behind it: the message is
; complete, on either side. Over TLS all of it is there at once.
(require '[norn.http :as http] '[norn.net :as net] '[norn.tls :as tls] '[clojure.string :as str])

(def text (str/join (repeat 65536 "x")))

(def identity-options {:cert-file "tests/net/support/certs/server.pem" :key-file "tests/net/support/certs/server.key"})
(def trust {:ca-file "tests/net/support/certs/ca.pem"})

(with-open [server (tls/serve (fn [c]
                                (loop [] (when-not (= "" (net/read-line c)) (recur)))
                                (net/write c "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 65536\r\n\r\n" text)
                                (net/shutdown-output c)
                                (net/read c))
                              identity-options)]
  (let [uri (str "https://localhost:" (:port (net/local-address server)))]
    (println (frequencies (map (fn [_] (count (:body (http/get uri {:tls trust})))) (range 20)))))) ;=> {65536 20}

(def server (http/serve (fn [request] {:status 200 :body (str (count (slurp (:body request))))}) {:tls identity-options}))
(defn post []
  (with-open [c (tls/connect "localhost" (:port server) trust)]
    (net/write c "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65536\r\n\r\n" text)
    (net/shutdown-output c)
    (last (str/split-lines (net/read-string c)))))
(println (frequencies (map (fn [_] (post)) (range 20)))) ;=> {65536 20}
(http/stop server)
