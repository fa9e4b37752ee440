; What is no HTTP, could be read in two ways, or is too much gets an answer that says so, and the connection is closed.
;gc-stress-every 100 the server gives its clients a limited time to read the answer
(require '[norn.http :as http] '[norn.net :as net] '[clojure.string :as str])

(def seen (atom 0))
(def server (http/serve (fn [r] (swap! seen inc) {:status 200 :body (str (count (slurp (:body r))))})
                        {:max-line-bytes 100 :max-head-bytes 500 :max-headers 5 :max-body-bytes 1000}))

(defn talk [text]
  (with-open [c (net/connect "127.0.0.1" (:port server))]
    (net/write c text)
    (let [text (net/read-string c)]
      (println (subs text 9 12) (last (str/split-lines text))))))

(def get "GET / HTTP/1.1\r\nHost: x\r\n")
(def post "POST / HTTP/1.1\r\nHost: x\r\n")
(talk "hello\r\n\r\n") ;=> 400 the method is unknown
(talk "\u0016\u0003\u0001\r\n\r\n") ;=> 400 the method is unknown
(talk "GET / HTTP/3.0\r\nHost: x\r\n\r\n") ;=> 505 the protocol version is not HTTP/1.0 or HTTP/1.1
(talk (str get "A: b\r\n c\r\n\r\n")) ;=> 400 a header field is continued on the next line (obs-fold)
(talk (str get "A: b\n\r\n")) ;=> 400 a line of the head ends with LF without CR
(talk (str get "A : b\r\n\r\n")) ;=> 400 a header field has a character that is not allowed there
(talk (str post "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab")) ;=> 400 there is more than one Content-Length
(talk (str post "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) ;=> 400 there are both Content-Length and Transfer-Encoding
(talk (str post "Transfer-Encoding: gzip\r\n\r\n")) ;=> 501 Transfer-Encoding is not `chunked`
(talk "GET / HTTP/1.1\r\n\r\n") ;=> 400 an HTTP/1.1 request must have a Host field
(talk (str "GET /" (apply str (repeat 200 "a")) " HTTP/1.1\r\nHost: x\r\n\r\n")) ;=> 414 the start line is longer than the limit
(talk (str get "A: " (apply str (repeat 1000 "a")) "\r\n\r\n")) ;=> 431 the header fields are longer than the limit
(talk (str get "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n\r\n")) ;=> 431 there are more header fields than the limit
(talk (str post "Content-Length: 1001\r\n\r\n")) ;=> 413 the body is longer than the limit
(talk (str post "Transfer-Encoding: chunked\r\n\r\n3E9\r\n")) ;=> 413 the body is longer than the limit
(talk (str post "Transfer-Encoding: chunked\r\n\r\n5\nhello")) ;=> 400 a chunk size is no hexadecimal number
(println @seen) ;=> 0
; What is wrong behind the first 64 KiB, which somebody reads already.
(def roomy (http/serve (fn [r] {:status 200 :body (str (count (slurp (:body r))))}) {:max-body-bytes 100000}))
(defn talk-roomy [end]
  (with-open [c (net/connect "127.0.0.1" (:port roomy))]
    (net/write c post "Transfer-Encoding: chunked\r\n\r\n15F90\r\n" (apply str (repeat 90000 "b")) "\r\n" end)
    (let [text (net/read-string c)]
      (println (subs text 9 12) (last (str/split-lines text))))))
(talk-roomy "2711\r\n") ;=> 413 The body of the request can't be read: the body is longer than the limit
(talk-roomy "x\r\n") ;=> 400 The body of the request can't be read: a chunk size is no hexadecimal number
(http/stop roomy)
(talk (str post "Connection: close\r\nContent-Length: 1000\r\n\r\n" (apply str (repeat 1000 "b")))) ;=> 200 1000
(http/stop server)
