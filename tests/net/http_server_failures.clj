; A handler that fails, or whose response makes no sense, is a 500, and *err* says why. Others go on.
(require '[norn.http :as http] '[norn.net :as net] '[norn.async :as a] '[clojure.string :as str])

(defn handler [request]
  (case (:uri request)
    "/throws" (throw (ex-info "no luck" {:a 1}))
    "/nil" nil
    "/status" {:status "200"}
    "/headers" {:status 200 :headers [1 2]}
    "/name" {:status 200 :headers {"a b" "c"}}
    "/value" {:status 200 :headers {"X" {}}}
    "/split" {:status 200 :headers {"X" "a\r\nSet-Cookie: b"}}
    "/body" {:status 200 :body 42}
    "/late" {:status 200 :body (fn [write] (write "begun") (throw (ex-info "too late" {})))}
    "/short" {:status 200 :content-length 10 :body ["1234"]}
    "/long" {:status 200 :headers {"Content-Length" "3"} :body ["1234"]}
    "/exact" {:status 200 :headers {"Content-Length" 4} :body ["12" "34"]}
    {:status 200 :body "fine"}))

(def server (http/serve handler))

(defn talk [path]
  (with-open [c (net/connect "127.0.0.1" (:port server))]
    (net/write c (str "GET " path " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
    (let [text (try (net/read-string c) (catch java.io.IOException e (str "HTTP/1.1 " (:code (ex-data e)))))]
      (println (subs text 9 12) (last (str/split-lines text))))))

(talk "/throws") ;=> 500 Internal Server Error
;! The handler of GET /throws failed:
;! no luck
(talk "/nil") ;=> 500 The response to GET /nil is invalid: the handler returned nil, expected a response map
;! The response to GET /nil is invalid: the handler returned nil, expected a response map
(talk "/status") ;=> 500 The response to GET /status is invalid: :status is "200" (java.lang.String), expected an integer from 100 to 999
(talk "/headers") ;=> 500 The response to GET /headers is invalid: :headers is [1 2] (clojure.lang.PersistentVector), expected a map of names to values
(talk "/name") ;=> 500 The response to GET /name is invalid: a header is named "a b" (java.lang.String), expected a string without blanks or colons
(talk "/value") ;=> 500 The response to GET /value is invalid: the value of header "X" is {} (clojure.lang.PersistentArrayMap), expected a string, a number or a vector of those
(talk "/split") ;=> 500 The response to GET /split is invalid: the value of header "X" contains a line break or NUL
(talk "/body") ;=> 500 The response to GET /body is invalid: :body is java.lang.Long, expected a string, bytes, a seq, a channel, a function of a writer, a body, a file, an input stream or nil
;! The handler of GET /late failed:
(talk "/late") ;=> :EC HTTP/1.1 :ECONNRESET
; A body that is not as long as it says is cut off, or the client would wait for the rest, or take it for the next response.
(talk "/short") ;=> :EC HTTP/1.1 :ECONNRESET
;! the body is 6 bytes shorter than :content-length says
(talk "/long") ;=> :EC HTTP/1.1 :ECONNRESET
;! the body is longer than :content-length says
(talk "/exact") ;=> 200 1234
(talk "/") ;=> 200 fine
(http/stop server)
