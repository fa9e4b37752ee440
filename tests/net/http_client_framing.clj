; Where responses end and what stands between them: no bodies, chunks and trailers, until close, 1xx, Expect, early answers.
;gc-stress-every 1000 hundreds of exchanges, some against time limits
(require '[norn.http :as http] '[norn.http.pool :as pool] '[norn.net :as net] '[norn.async :as a] '[clojure.string :as str])

(def the-pool (http/pool))
(defn counts [] (let [all (vals (pool/counts the-pool))] [(reduce + (map :open all)) (reduce + (map :idle all))]))
(defn with-server
  "(f uri) with a server that does (serve connection) with each connection; what it gathered."
  [serve f]
  (let [server (net/serve serve {})]
    (try
      (f (str "http://127.0.0.1:" (:port (net/local-address server)) "/"))
      (finally (net/close server) (http/close-idle the-pool)))))
(defn read-head [c] (loop [lines []] (let [line (net/read-line c)] (if (or (nil? line) (= "" line)) lines (recur (conj lines line))))))
(defn answers
  "A server that answers each request with the next of the texts; then it is silent until the client leaves."
  [& texts]
  (let [left (atom texts)]
    (fn [c]
      (loop []
        (when (and (seq (read-head c)) (seq @left))
          (net/write c (first (first (swap-vals! left rest))))
          (recur)))
      (net/read c))))
(defn show [response] (println (:status response) (pr-str (:body response)) (counts)))
(def ok "HTTP/1.1 200 OK\r\n")
(defn get* [uri & [options]] (http/get uri (merge {:pool the-pool :timeout 10000 :throw false} options)))

; Responses without bodies, whatever their fields say; the connection goes on.
(with-server (answers (str ok "Content-Length: 1000\r\n\r\n") (str ok "Transfer-Encoding: chunked\r\n\r\n") "HTTP/1.1 204 No Content\r\n\r\n"
                      "HTTP/1.1 304 Not Modified\r\nContent-Length: 77\r\nETag: \"x\"\r\n\r\n" (str ok "Content-Length: 0\r\n\r\n")
                      (str ok "Content-Length: 4\r\n\r\nlast"))
  (fn [uri]
    (dotimes [_ 2] (show (http/head uri {:pool the-pool})))
    (dotimes [_ 3] (show (get* uri)))
    (show (get* uri {:as :text}))))
;=> 200 "" [1 1]
;=> 200 "" [1 1]
;=> 204 "" [1 1]
;=> 304 "" [1 1]
;=> 200 "" [1 1]
;=> 200 "last" [1 1]

; Chunks with extensions; trailers are checked and dropped: no header is made of them.
(with-server (answers (str ok "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 5\r\nSet-Cookie: a=b\r\n\r\n")
                      (str ok "Content-Length: 1\r\n\r\nx"))
  (fn [uri]
    (let [jar (http/cookie-jar)
          response (get* uri {:cookie-jar jar})]
      (show response)
      (println (:headers response) (http/cookies jar))
      (show (get* uri)))))
;=> 200 "abcde" [1 1]
;=> {transfer-encoding chunked, trailer X-Sum} []
;=> 200 "x" [1 1]

; Until the server closes: also of HTTP/1.0, also as a stream; such a connection is not used again.
(with-server (fn [c] (read-head c) (net/write c "HTTP/1.0 200 OK\r\n\r\npart one, ") (a/sleep 5) (net/write c "part two"))
  (fn [uri]
    (show (get* uri))
    (let [response (get* uri {:as :stream})] (println (:version response) (slurp (:body response)) (counts)))))
;=> 200 "part one, part two" [0 0]
;=> :http1.0 part one, part two [0 0]

; Connection: close is believed.
(with-server (answers (str ok "Connection: close\r\nContent-Length: 2\r\n\r\nhi")) (fn [uri] (show (get* uri)))) ;=> 200 "hi" [0 0]

; Interim responses are passed over, 32 of them.
(let [hints (fn [n] (apply str (repeat n "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")))]
  (with-server (answers (str "HTTP/1.1 100 Continue\r\n\r\n" (hints 31) ok "Content-Length: 2\r\n\r\nhi") (str (hints 33) ok "Content-Length: 0\r\n\r\n"))
    (fn [uri]
      (show (get* uri))
      (println (try (get* uri) (catch :http/bad-response e [(:reason (ex-data e)) (counts)]))))))
;=> 200 "hi" [1 1]
;=> [:too-many-interim [0 0]]

; Expect: 100-continue. The body goes when the server says so …
(with-server (fn [c] (println (last (sort (filter #(str/starts-with? % "Expect") (read-head c)))))
               (net/write c "HTTP/1.1 100 Continue\r\n\r\n")
               (net/write c ok "Content-Length: 4\r\n\r\n" (net/read-exactly c 4)))
  (fn [uri] (show (http/post uri {:body "body" :expect-continue true :pool the-pool}))))
;=> Expect: 100-continue
;=> 200 "body" [1 1]
; … or after a while, to a server that does not know of it …
(with-server (fn [c] (dotimes [_ 2] (read-head c) (net/write c ok "Content-Length: 4\r\n\r\n" (net/read-exactly c 4))))
  (fn [uri]
    (show (http/post uri {:body "body" :expect-continue 5 :pool the-pool}))
    (show (http/post uri {:body (fn [write] (write "bo") (write "dy")) :headers {"Content-Length" 4} :expect-continue 5 :pool the-pool}))))
;=> 200 "body" [1 1]
;=> 200 "body" [1 1]
; … and not at all when the server has answered; then it may still be waiting for it, so the connection is not used again.
(let [rest-of-it (promise)]
  (with-server (fn [c] (read-head c)
                 (net/write c "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 2\r\n\r\nno")
                 (deliver rest-of-it (net/read c)))
    (fn [uri]
      (show (http/post uri {:body "body" :expect-continue true :pool the-pool :throw false}))
      (println @rest-of-it))))
;=> 417 "no" [0 0]
;=> nil

; An answer while the body is still being sent: it counts, the rest is not sent, the connection is not used again.
(with-server (fn [c] (read-head c) (net/write c "HTTP/1.1 413 Content Too Large\r\nContent-Length: 8\r\n\r\ntoo much") (net/read-all c))
  (fn [uri]
    (let [pieces (atom 0)]
      (show (http/post uri {:body (fn [write] (while true (swap! pieces inc) (write (byte-array 65536)) (a/sleep 1))) :pool the-pool :throw false}))
      (println (pos? @pieces)))
    (show (http/post uri {:body (repeat "again and again") :pool the-pool :throw false}))
    (let [closed (promise)
          ever (norn.io/input-stream (fn [] (a/sleep 1) (byte-array 1000)) (fn [] (deliver closed :closed)))]
      (show (http/post uri {:body ever :pool the-pool :throw false}))
      (println @closed))))
;=> 413 "too much" [0 0]
;=> true
;=> 413 "too much" [0 0]
;=> 413 "too much" [0 0]
;=> :closed

; Bodies of a declared length are that long, or nothing was sent.
(defn problem [f] (try (f) (catch :default e [(:code (ex-data e)) (ex-message e)])))
(with-server (fn [c] (read-head c) (net/read-all c))
  (fn [uri]
    (println (problem #(http/post uri {:body ["abc"] :headers {"Content-Length" 5} :pool the-pool})) (counts))
    (println (problem #(http/post uri {:body ["abc" "def"] :headers {"Content-Length" 5} :pool the-pool})) (counts))
    (println (problem #(http/post uri {:body "abc" :headers {"Content-Length" 5}})))
    (println (problem #(http/post uri {:body "abc" :headers {"Content-Length" 3 "Transfer-Encoding" "chunked"}})))
    (println (problem #(http/post uri {:body "abc" :headers {"Transfer-Encoding" "gzip"}})))
    (println (problem #(http/post uri {:body 42})))
    (println (problem #(http/post uri {:body (fn [write] (write "a") (throw (ex-info "no more" {:code :mine}))) :pool the-pool})) (counts))))
;=> [:http/bad-request the body is not as long as its Content-Length says: expected 5 bytes, found 3] [0 0]
;=> [:http/bad-request the body is not as long as its Content-Length says: expected 5 bytes, found 6] [0 0]
;=> [:http/bad-request the header says Content-Length: 5, but the body has 3 bytes]
;=> [:http/bad-request a request can't have both Content-Length and Transfer-Encoding]
;=> [:http/bad-request a request can't have Transfer-Encoding: gzip, only chunked]
;=> [:http/bad-request expected :body to be a string, bytes, a File, an input stream, a function of a writer, a seq or a channel, found 42]
;=> [:mine no more] [0 0]

; Every kind of body, and what it is sent as.
(let [path (norn.file/temp-file {})
      _ (spit path "of a file")
      server (http/serve (fn [{:keys [headers body]}] {:status 200 :body (str (select-keys headers ["content-length" "transfer-encoding"]) " " (when body (slurp body)))}))
      post (fn [body & [headers]] (println (:body (http/post (str "http://127.0.0.1:" (:port server)) {:body body :headers headers}))))]
  (post "text ä")
  (post (.getBytes "bytes"))
  (post (clojure.java.io/file path))
  (post (clojure.java.io/input-stream path))
  (post (eduction (map str) [1 2 3]))
  (post (let [ch (clojure.core.async/chan 2)] (clojure.core.async/put! ch "of a ") (clojure.core.async/put! ch "channel") (clojure.core.async/close! ch) ch))
  (post "chunked" {"Transfer-Encoding" "chunked"})
  (post ["four"] {"Content-Length" "4"})
  (println (first (problem #(http/post (str "http://127.0.0.1:" (:port server)) {:body (clojure.java.io/file (str path "-missing"))}))))
  (http/stop server)
  (norn.file/delete path))
;=> {"content-length" "7"} text ä
;=> {"content-length" "5"} bytes
;=> {"content-length" "9"} of a file
;=> {"transfer-encoding" "chunked"} of a file
;=> {"transfer-encoding" "chunked"} 123
;=> {"transfer-encoding" "chunked"} of a channel
;=> {"transfer-encoding" "chunked"} chunked
;=> {"content-length" "4"} four
;=> :ENOENT
