; What a raw client sees of the server.
(require '[norn.http :as http] '[norn.net :as net] '[norn.file :as file] '[clojure.string :as str])

(def path (file/temp-file nil))
(file/write path "abc")

(defn handler [request]
  (case (:uri request)
    "/map" {:status 200 :body (pr-str (into (sorted-map) (dissoc request :norn.http/exchange :server-port :remote-addr)))}
    "/echo" {:status 200 :body (:body request)}
    "/text" {:status 200 :body (str "got " (slurp (:body request)))}
    "/empty" {:status 204}
    "/headers" {:status 200 :headers {"X-One" ["a" "b"] "X-Number" 3 "Content-Type" "text/plain"} :body "h"}
    "/bytes" {:status 200 :body (byte-array [104 105])}
    "/seq" {:status 200 :body (map str (range 5))}
    "/fn" {:status 200 :body (fn [write] (write "a") (write "b"))}
    "/file" {:status 200 :body (clojure.java.io/file path)}
    "/stream" {:status 200 :body (java.io.ByteArrayInputStream. (byte-array [104 105]))}
    "/close" {:status 200 :headers {"Connection" "close"} :body "bye"}
    {:status 404 :body "nothing here"}))

(def server (http/serve handler))

(defn talk [text]
  (with-open [c (net/connect "127.0.0.1" (:port server))]
    (net/write c text)
    (-> (net/read-string c)
        (str/replace #"Date: [^\r]*\r\n" "")
        (str/replace "\r\n" "~"))))

(defn one [method path & [more]]
  (println (talk (str method " " path " HTTP/1.1\r\nHost: x:1\r\nConnection: close\r\n" (or more "\r\n")))))

(one "GET" "/map?a=1&b" "X-Y: 1\r\nx-y: 2\r\n\r\n") ;=> HTTP/1.1 200 OK~Connection: close~Content-Length: 184~~{:body nil, :headers {"host" "x:1", "connection" "close", "x-y" "1,2"}, :protocol "HTTP/1.1", :query-string "a=1&b", :request-method :get, :scheme :http, :server-name "x", :uri "/map"}
(one "POST" "/echo" "Content-Length: 3\r\n\r\nabc") ;=> HTTP/1.1 200 OK~Connection: close~Transfer-Encoding: chunked~~3~abc~0~~
(one "POST" "/text" "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n") ;=> HTTP/1.1 200 OK~Connection: close~Content-Length: 7~~got abc
(one "GET" "/empty") ;=> HTTP/1.1 204 No Content~Connection: close~~
(one "GET" "/headers") ;=> HTTP/1.1 200 OK~X-One: a~X-One: b~X-Number: 3~Content-Type: text/plain~Connection: close~Content-Length: 1~~h
(one "GET" "/bytes") ;=> HTTP/1.1 200 OK~Connection: close~Content-Length: 2~~hi
(one "HEAD" "/bytes") ;=> HTTP/1.1 200 OK~Connection: close~Content-Length: 2~~
(one "GET" "/seq") ;=> HTTP/1.1 200 OK~Connection: close~Transfer-Encoding: chunked~~1~0~1~1~1~2~1~3~1~4~0~~
(one "GET" "/file") ;=> HTTP/1.1 200 OK~Connection: close~Content-Length: 3~~abc
(one "HEAD" "/file") ;=> HTTP/1.1 200 OK~Connection: close~Content-Length: 3~~
(one "GET" "/stream") ;=> HTTP/1.1 200 OK~Connection: close~Transfer-Encoding: chunked~~2~hi~0~~
(one "HEAD" "/fn") ;=> HTTP/1.1 200 OK~Connection: close~Transfer-Encoding: chunked~~
(one "GET" "/fn") ;=> HTTP/1.1 200 OK~Connection: close~Transfer-Encoding: chunked~~1~a~1~b~0~~
(println (talk "GET /close HTTP/1.1\r\nHost: x\r\n\r\n")) ;=> HTTP/1.1 200 OK~Connection: close~Content-Length: 3~~bye
(println (talk "GET /fn HTTP/1.0\r\n\r\n")) ;=> HTTP/1.1 200 OK~Connection: close~~ab
(println (talk "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /a HTTP/1.0\r\n\r\n")) ;=> HTTP/1.1 404 Not Found~Connection: keep-alive~Content-Length: 12~~nothing hereHTTP/1.1 404 Not Found~Connection: close~Content-Length: 12~~nothing here
; Pipelined requests are answered in order, one at a time.
(println (talk (str "GET /fn HTTP/1.1\r\nHost: x\r\n\r\n" "POST /text HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx"
                    "GET /close HTTP/1.1\r\nHost: x\r\n\r\n")))
;=> HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~a~1~b~0~~HTTP/1.1 200 OK~Content-Length: 5~~got xHTTP/1.1 200 OK~Connection: close~Content-Length: 3~~bye
; The body is asked for only when somebody reads it.
(with-open [c (net/connect "127.0.0.1" (:port server))]
  (net/write c "POST /text HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
  (println (net/read-line c) (count (net/read-line c))) ;=> HTTP/1.1 100 Continue 0
  (net/write c "ok")
  (println (last (str/split-lines (net/read-string c))))) ;=> got ok
(println (talk "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"))
;=> HTTP/1.1 404 Not Found~Connection: close~Content-Length: 12~~nothing here
(http/stop server)
(http/stop server)
(file/delete path)
