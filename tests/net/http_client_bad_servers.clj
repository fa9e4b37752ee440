; Servers that break the rules, or break off, get a clear error; nothing hangs.
;gc-stress-every 1000 hundreds of exchanges, some against time limits
(require '[norn.http :as http] '[norn.http.pool :as pool] '[norn.net :as net] '[norn.async :as a] '[norn.compress :as compress] '[clojure.string :as str])

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
(ask (fn [c] (net/write c (str ok "Content-Length: 100000\r\n\r\nabc")) (a/sleep 100000)) {:timeout {:read 30}}) ;=> :http/timeout :read no more of the response of http://S/ within 30 ms

; Each of these errors names the request, and the connection is closed and forgotten; read as text or as a stream makes no difference.
(def the-pool (http/pool))
(defn counts [] (let [all (vals (pool/counts the-pool))] [(reduce + (map :open all)) (reduce + (map :idle all))]))
(defn trouble
  "The code of what a client says to a server that reads a request and then does (f connection), when all is well about it; as text and as
  a stream."
  [f & [options]]
  (for [as [:text :stream]]
    (let [left (promise)
          server (net/serve (fn [c] (net/read c) (try (f c) (net/read-all c) (finally (deliver left true)))) {})
          uri (str "http://127.0.0.1:" (:port (net/local-address server)) "/p?q")]
      (try
        (let [response (http/get uri (merge {:timeout 20000 :pool the-pool :as as} options))]
          (when (= as :stream) (slurp (:body response)))
          [:no-trouble (counts)])
        (catch java.io.IOException e
          (let [{:keys [code method] :as data} (ex-data e)]
            (when-not @left (println "not left"))
            (if (and (= "GET" method) (= uri (:uri data)) (= [0 0] (counts)) (< 20 (count (ex-message e)))) code data)))
        (finally (net/close server) (http/close-idle the-pool))))))
(defn endless [prefix text]
  (fn [c] (net/write c prefix) (try (while true (net/write c text)) (catch java.io.IOException _))))

; Heads without end or beyond the limits.
(println (trouble (endless "HTTP/1.1 200 " "aaaaaaaaaaaaaaaaaaaaaaaaa")))
(println (trouble (endless ok "A: b\r\n")))
(println (trouble (endless (str ok "A: ") "aaaaaaaaaaaaaaaaaaa")))
(println (trouble (endless "" "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")))
(println (trouble (endless "" "aaaaaaaaaaaaaaaaaaaaa")))
(println (trouble (endless "" "\r\n")))
(println (trouble (sends (str ok "A: " (apply str (repeat 2000 "a")) "\r\n\r\n")) {:max-head-bytes 1000}))
(println (trouble (sends (str ok "A: b\r\nC: d\r\n\r\n")) {:max-headers 1}))
;=> (:http/too-large :http/too-large)
;=> (:http/too-large :http/too-large)
;=> (:http/too-large :http/too-large)
;=> (:http/bad-response :http/bad-response)
;=> (:http/too-large :http/too-large)
;=> (:http/bad-response :http/bad-response)
;=> (:http/too-large :http/too-large)
;=> (:http/too-large :http/too-large)

; Bodies without end or beyond the limits.
(println (trouble (endless (str ok "\r\n") (apply str (repeat 1000 "a"))) {:max-body-bytes 1000000}))
(println (trouble (endless (str ok "Transfer-Encoding: chunked\r\n\r\n") "5\r\naaaaa\r\n") {:max-body-bytes 1000000}))
(println (trouble (endless (str ok "Transfer-Encoding: chunked\r\n\r\n5;") "aaaaaaaaaaa")))
(println (trouble (endless (str ok "Transfer-Encoding: chunked\r\n\r\n0\r\n") "A: b\r\n")))
(println (trouble (endless (str ok "Transfer-Encoding: chunked\r\n\r\n") "0000000000")))
(println (trouble (sends (str ok "Content-Length: 1001\r\n\r\n")) {:max-body-bytes 1000}))
;=> (:http/too-large :http/too-large)
;=> (:http/too-large :http/too-large)
;=> (:http/bad-response :http/bad-response)
;=> (:http/too-large :http/too-large)
;=> (:http/bad-response :http/bad-response)
;=> (:http/too-large :http/too-large)

; Lengths that contradict each other or are none.
(doseq [fields ["Content-Length: 2\r\nTransfer-Encoding: chunked" "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked" "Transfer-Encoding: gzip, chunked"
                "Transfer-Encoding: rot13" "Content-Length: -1" "Content-Length: 1, 1" "Content-Length: 0x10" "Content-Length: 99999999999999999999" "Content-Length:"]]
  (println fields (trouble (sends (str ok fields "\r\n\r\nab")))))
(doseq [chunks ["-1\r\n" "G\r\n" "fffffffffffffffff\r\n" "3\r\nab\r\n\r\n" "2\r\nabc\r\n" "2\nab\r\n" "\r\n"]]
  (println (pr-str chunks) (trouble (sends (str ok "Transfer-Encoding: chunked\r\n\r\n" chunks)))))

; Heads that are none.
(doseq [head ["HTTP/2 200 OK\r\n\r\n" "HTTP/1.1 99 Low\r\n\r\n" "HTTP/1.1 20x OK\r\n\r\n" "HTTP/1.1200 OK\r\n\r\n" "<html>hello</html>\r\n\r\n" "HTTP/1.1 200 OK\nA: b\n\n"
              (str ok "A: b\r\n folded\r\n\r\n") (str ok "no colon\r\n\r\n") (str ok ": no name\r\n\r\n") (str ok "a b: c\r\n\r\n") (str ok "A: b\u0000\r\n\r\n") "\u0016\u0003\u0001\u0002\u0000\u0001"]]
  (println (pr-str (str/replace (subs head 0 (min 30 (count head))) #"[\x00-\x1f]" ".")) (trouble (fn [c] (net/write c head) (net/shutdown-output c)))))

; Bodies that break off, in every framing, small and large, in order or by a reset.
(def large (apply str (repeat 100000 "x")))
(doseq [[name beginning] [["length" (str ok "Content-Length: 100\r\n\r\nabc")] ["long length" (str ok "Content-Length: 1000000\r\n\r\n" large)]
                          ["chunked" (str ok "Transfer-Encoding: chunked\r\n\r\n5\r\nabc")] ["long chunked" (str ok "Transfer-Encoding: chunked\r\n\r\n186a0\r\n" large "\r\n")]
                          ["trailers" (str ok "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nA: b\r\n")] ["head" "HTTP/1.1 200 OK\r\nContent-"]]]
  (println name (trouble (fn [c] (net/write c beginning) (net/shutdown-output c)))
           (trouble (fn [c] (net/write c beginning) (a/sleep 10) (net/reset c)))))
(println (trouble (fn [c] (net/write c ok "\r\nuntil clo") (a/sleep 10) (net/reset c))))
(println (trouble (fn [c] (net/shutdown-output c))) (trouble (fn [c] (net/write c "HTTP/1.1 100 Continue\r\n\r\n") (net/shutdown-output c))))

; Compression that is none, or breaks off. The exchange was in order, and the connection may be used again.
(defn compressed-trouble [coding bytes]
  (for [as [:text :stream]]
    (let [server (http/serve (fn [_] {:status 200 :headers {"Content-Encoding" coding} :body bytes}))
          uri (str "http://127.0.0.1:" (:port server) "/p?q")]
      (try
        (slurp (:body (http/get uri {:pool the-pool :as as})))
        (catch java.io.IOException e
          (if (= uri (:uri (ex-data e))) [(:code (ex-data e)) (counts)] (ex-data e)))
        (finally (http/close-idle the-pool) (http/stop server))))))
(doseq [[coding bytes] [["gzip" "plain"] ["br" "this is no brotli"] ["zstd" "plain"] ["deflate" "\u0078\u009c plain"] ["gzip" (java.util.Arrays/copyOf (compress/gzip large) 60)]]]
  (println coding (compressed-trouble coding bytes)))

; A protocol nobody asked for; TLS spoken to a plain server, and plain HTTP to a TLS server.
(println (map (fn [[code [open]]] [code open]) (trouble (sends "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nwhat now"))))
(let [plain (http/serve (fn [_] {:status 200}))
      secure (http/serve (fn [_] {:status 200}) {:tls {:cert-file "tests/net/support/certs/server.pem" :key-file "tests/net/support/certs/server.key"}})]
  (println (try (http/get (str "https://127.0.0.1:" (:port plain) "/")) (catch java.io.IOException e [(:code (ex-data e)) (:method (ex-data e)) (count (:uri (ex-data e)))])))
  (println (try (:status (http/get (str "http://127.0.0.1:" (:port secure) "/"))) (catch java.io.IOException e [(:code (ex-data e)) (:method (ex-data e))])))
  (println (try (http/get (str "https://localhost:" (:port secure) "/")) (catch java.io.IOException e [(:code (ex-data e)) (:method (ex-data e))])))
  (run! http/stop [plain secure]))
(println (try (http/get "http://no-such-host.invalid/x") (catch java.net.UnknownHostException e [(:code (ex-data e)) (:method (ex-data e)) (:uri (ex-data e))])))
(println (try (http/get "http://u:secret@127.0.0.1:1/x") (catch :ECONNREFUSED e (:uri (ex-data e)))))
;=> Content-Length: 2
;=> Transfer-Encoding: chunked (:http/bad-response :http/bad-response)
;=> Transfer-Encoding: chunked
;=> Transfer-Encoding: chunked (:http/bad-response :http/bad-response)
;=> Transfer-Encoding: gzip, chunked (:http/bad-response :http/bad-response)
;=> Transfer-Encoding: rot13 (:http/bad-response :http/bad-response)
;=> Content-Length: -1 (:http/bad-response :http/bad-response)
;=> Content-Length: 1, 1 (:http/bad-response :http/bad-response)
;=> Content-Length: 0x10 (:http/bad-response :http/bad-response)
;=> Content-Length: 99999999999999999999 (:http/bad-response :http/bad-response)
;=> Content-Length: (:http/bad-response :http/bad-response)
;=> "-1\r\n" (:http/bad-response :http/bad-response)
;=> "G\r\n" (:http/bad-response :http/bad-response)
;=> "fffffffffffffffff\r\n" (:http/bad-response :http/bad-response)
;=> "3\r\nab\r\n\r\n" (:http/bad-response :http/bad-response)
;=> "2\r\nabc\r\n" (:http/bad-response :http/bad-response)
;=> "2\nab\r\n" (:http/bad-response :http/bad-response)
;=> "\r\n" (:http/bad-response :http/bad-response)
;=> "HTTP/2 200 OK...." (:http/bad-response :http/bad-response)
;=> "HTTP/1.1 99 Low...." (:http/bad-response :http/bad-response)
;=> "HTTP/1.1 20x OK...." (:http/bad-response :http/bad-response)
;=> "HTTP/1.1200 OK...." (:http/bad-response :http/bad-response)
;=> "<html>hello</html>...." (:http/bad-response :http/bad-response)
;=> "HTTP/1.1 200 OK.A: b.." (:http/bad-response :http/bad-response)
;=> "HTTP/1.1 200 OK..A: b.. folded" (:http/bad-response :http/bad-response)
;=> "HTTP/1.1 200 OK..no colon...." (:http/bad-response :http/bad-response)
;=> "HTTP/1.1 200 OK..: no name...." (:http/bad-response :http/bad-response)
;=> "HTTP/1.1 200 OK..a b: c...." (:http/bad-response :http/bad-response)
;=> "HTTP/1.1 200 OK..A: b....." (:http/bad-response :http/bad-response)
;=> "......" (:http/truncated :http/truncated)
;=> length (:http/truncated :http/truncated) (:ECONNRESET :ECONNRESET)
;=> long length (:http/truncated :http/truncated) (:ECONNRESET :ECONNRESET)
;=> chunked (:http/truncated :http/truncated) (:ECONNRESET :ECONNRESET)
;=> long chunked (:http/truncated :http/truncated) (:ECONNRESET :ECONNRESET)
;=> trailers (:http/truncated :http/truncated) (:ECONNRESET :ECONNRESET)
;=> head (:http/truncated :http/truncated) (:ECONNRESET :ECONNRESET)
;=> (:ECONNRESET :ECONNRESET)
;=> (:http/closed :http/closed) (:http/closed :http/closed)
;=> gzip ([:http/bad-response [1 1]] [:http/bad-response [1 1]])
;=> br ([:http/bad-response [1 1]] [:http/bad-response [1 1]])
;=> zstd ([:http/bad-response [1 1]] [:http/bad-response [1 1]])
;=> deflate ([:http/bad-response [1 1]] [:http/bad-response [1 1]])
;=> gzip ([:http/bad-response [1 1]] [:http/bad-response [1 1]])
;=> ([:no-trouble 0] [:no-trouble 0])
;=> [:tls/not-tls GET 24]
;=> [:http/closed GET]
;=> [:tls/unknown-issuer GET]
;=> [:EAI_NONAME GET http://no-such-host.invalid/x]
;=> http://127.0.0.1:1/x
