; Servers that break the rules, or break off, get a clear error; nothing hangs.
(require '[norn.http :as http] '[norn.net :as net] '[norn.async :as a] '[clojure.string :as str])

(defn ask
  "What a client makes of a server that reads a request and then does (f connection)."
  [f & [options]]
  (let [server (net/serve (fn [c] (net/read c) (f c)) {})
        uri (str "http://127.0.0.1:" (:port (net/local-address server)) "/")]
    (try
      (let [response (http/get uri (merge {:timeout 5000} options))]
        (println (:status response) (pr-str (:body response))))
      (catch java.io.IOException e
        (println (:code (ex-data e)) (:phase (ex-data e)) (str/replace (ex-message e) #"127.0.0.1:\d+" "S")))
      (finally (net/close server)))))

(defn sends [text] (fn [c] (net/write c text)))
(def ok "HTTP/1.1 200 OK\r\n")

(ask (sends (str ok "Content-Length: 2\r\n\r\nhi"))) ;=> 200 "hi"
(ask (sends (str ok "\r\nto the end"))) ;=> 200 "to the end"
(ask (sends (str "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" ok "Content-Length: 2\r\n\r\nhi"))) ;=> 200 "hi"
(ask (fn [c])) ;=> :http/closed nil S closed the connection without an answer
(ask (sends "HTTP/1.1 20")) ;=> :http/truncated nil the response of S can't be read: the connection ended before the message did
(ask (sends (str ok "Content-Length: 10\r\n\r\nabc"))) ;=> :http/truncated nil the response of S can't be read: the connection ended before the message did
(ask (sends (str ok "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"))) ;=> :http/truncated nil the response of S can't be read: the connection ended before the message did
(ask (sends "SSH-2.0-OpenSSH_9.2p1 Debian\r\n\r\n")) ;=> :http/bad-response nil the response of S can't be read: this is no HTTP: the start line makes no sense
(ask (sends (str ok "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"))) ;=> :http/bad-response nil the response of S can't be read: there is more than one Content-Length
(ask (sends (str ok "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"))) ;=> :http/bad-response nil the response of S can't be read: a chunk size is no hexadecimal number
(ask (sends (str ok "A: " (apply str (repeat 40000 "a")) "\r\n\r\n"))) ;=> :http/too-large nil the response of S can't be read: the header fields are longer than the limit
(ask (sends (str ok (apply str (repeat 101 "A: b\r\n")) "\r\n"))) ;=> :http/too-large nil the response of S can't be read: there are more header fields than the limit
(ask (sends (str ok "Content-Length: 20\r\n\r\n01234567890123456789")) {:max-body-bytes 10}) ;=> :http/too-large nil the response of S can't be read: the body is longer than the limit
(ask (sends (str ok "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"))) ;=> :http/bad-response nil the response of http://S/ says it is compressed, but it is not: malformed gzip data
(ask (fn [c] (net/reset c))) ;=> :ECONNRESET nil cannot read from S: Connection reset by peer
(ask (fn [c] (net/write c (str ok "Content-Length: 10\r\n\r\nabc")) (a/sleep 20) (net/reset c))) ;=> :ECONNRESET nil cannot read from S: Connection reset by peer
(ask (fn [c] (a/sleep 100000)) {:timeout {:response 30}}) ;=> :http/timeout :response no response of http://S/ within 30 ms
(ask (fn [c] (net/write c (str ok "Content-Length: 100\r\n\r\n" (apply str (repeat 10 "a")))) (a/sleep 100000)) {:timeout 50}) ;=> :http/timeout :total no complete response of http://S/ within 50 ms
(ask (fn [c] (net/write c (str ok "Content-Length: 100000\r\n\r\nabc")) (a/sleep 100000)) {:timeout {:read 30}}) ;=> :http/timeout :read no response of http://S/ within 30 ms
