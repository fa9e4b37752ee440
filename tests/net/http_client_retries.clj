; What is tried again, and what is not.
;gc-stress-every 1000 hundreds of exchanges, some against time limits
(require '[norn.http :as http] '[norn.net :as net] '[norn.async :as a])

(def calls (atom 0))
(def server (http/serve (fn [r]
                          (let [n (swap! calls inc)]
                            (cond
                              (= "/busy" (:uri r)) (if (< n 3) {:status 503 :body "busy"} {:status 200 :body "at last"})
                              (= "/after" (:uri r)) (if (< n 2) {:status 429 :headers {"Retry-After" "0"}} {:status 200 :body "ok"})
                              (= "/later" (:uri r)) {:status 503 :headers {"Retry-After" "3600"}}
                              :else {:status 404})))))
(def base (str "http://127.0.0.1:" (:port server)))
(defn attempts [f] (reset! calls 0) (let [result (f)] [result @calls]))

(println (attempts #(:body (http/get (str base "/busy") {:retries {:attempts 5 :delay 1}})))) ;=> [at last 3]
(println (attempts #(:status (http/get (str base "/busy") {:retries {:attempts 1 :delay 1} :throw false})))) ;=> [503 2]
(println (attempts #(:status (http/get (str base "/after") {:retries 2})))) ;=> [200 2]
(println (attempts #(:status (http/get (str base "/none") {:retries 3 :throw false})))) ;=> [404 1]
(println (attempts #(:status (http/post (str base "/busy") {:retries 3 :throw false})))) ;=> [503 1]
(println (attempts #(:status (http/post (str base "/busy") {:retries {:attempts 3 :delay 1 :all-methods true}})))) ;=> [200 3]

; A server that drops the first clients.
(def seen (atom 0))
(def flaky (net/serve (fn [c] (net/read c) (when (= 3 (swap! seen inc)) (net/write c "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"))) {}))
(println (:body (http/get (str "http://127.0.0.1:" (:port (net/local-address flaky)) "/") {:retries {:attempts 4 :delay 1}})) @seen) ;=> hi 3
(net/close flaky)
(println (try (http/get (str "http://127.0.0.1:1/") {:retries {:attempts 2 :delay 1}}) (catch :ECONNREFUSED _ :refused))) ;=> :refused

; Which failures are tried again: those of the network and broken-off answers; not what would be the same the next time.
(defn after
  "How many connections a request takes of a server that does (serve connection) twice and then answers; what became of it."
  [serve & [options]]
  (let [n (atom 0)
        server (net/serve (fn [c]
                            (net/read c)
                            (if (< (swap! n inc) 3)
                              (serve c)
                              (net/write c "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")))
                          {})
        uri (str "http://127.0.0.1:" (:port (net/local-address server)) "/")]
    (try
      (let [{:keys [body]} (http/request (merge {:uri uri :retries {:attempts 3 :delay 1}} options))]
        [@n (if (string? body) body (slurp body))])
      (catch java.io.IOException e [@n (:code (ex-data e))])
      (finally (net/close server)))))
(defn sends [text] (fn [c] (net/write c text)))
(println (after (fn [_]))) ;=> [3 ok]
(println (after net/reset)) ;=> [3 ok]
(println (after (sends "HTTP/1.1 20"))) ;=> [3 ok]
(println (after (sends "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"))) ;=> [3 ok]
(println (after (sends (str "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" (apply str (repeat 70000 "x")))))) ;=> [3 ok]
(println (after (fn [_] (a/sleep 3600000)) {:timeout {:response 30}})) ;=> [3 ok]
(println (after (fn [c] (net/write c "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc") (a/sleep 3600000)) {:timeout {:read 30}})) ;=> [3 ok]
(println (after (sends "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"))) ;=> [3 ok]
(println (after (sends "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 3\r\n\r\nabc") {:as :stream})) ;=> [3 ok]
(println (after (sends "this is no HTTP\r\n\r\n"))) ;=> [1 :http/bad-response]
(println (after (sends (str "HTTP/1.1 200 " (apply str (repeat 40000 "x")))))) ;=> [1 :http/too-large]
(println (after (sends "HTTP/1.1 302 Found\r\nLocation: ftp://x\r\nContent-Length: 0\r\n\r\n"))) ;=> [1 :http/bad-redirect]
; Not for a POST, nor for a body that can't be sent again; a limit on everything is one on all attempts.
(println (after (fn [_]) {:method :post :body "x"})) ;=> [1 :http/closed]
(println (after (fn [_]) {:method :put :body "x"})) ;=> [3 ok]
(println (after (fn [_]) {:method :put :body (fn [write] (write "x"))})) ;=> [1 :http/closed]
(println (after (fn [_]) {:method :post :body "x" :retries {:attempts 3 :delay 1 :all-methods true}})) ;=> [3 ok]
(println (after (fn [_] (a/sleep 3600000)) {:timeout {:response 30 :total 45}})) ;=> [2 :http/timeout]
(println (after (fn [_]) {:retries {:attempts 1 :delay 1}}) (after (fn [_]) {:retries 0}) (after (fn [_]) {:retries nil})) ;=> [2 :http/closed] [1 :http/closed] [1 :http/closed]
(let [path (norn.file/temp-file {})]
  (spit path "file")
  (println (after (fn [_]) {:method :put :body (clojure.java.io/file path)}))
  (println (after (fn [_]) {:method :put :multipart [{:name "f" :content (clojure.java.io/file path)}]}))
  (println (after (fn [_]) {:method :put :multipart [{:name "f" :content (clojure.java.io/input-stream path)}]}))
  (norn.file/delete path))
;=> [3 ok]
;=> [3 ok]
;=> [1 :http/closed]

; Retry-After, in seconds or as a date, is waited for; one beyond :max-delay is the caller's business.
(defn pause [field & [options]]
  (#'norn.http.client/pause-ms {:headers {"retry-after" field}} 100 (merge {:max-delay 10000 :jitter 0.5} options)))
(println (pause "3") (<= 50 (pause "0") 100) (<= 50 (pause "soon") 100) (<= 50 (pause "Sun, 06 Nov 1994 08:49:37 GMT") 100) (pause "11") (pause "Fri, 31 Dec 9999 23:59:59 GMT")) ;=> 3000 true true true nil nil
(println (every? #(<= 50 % 100) (repeatedly 100 #(pause nil))) (apply < (repeatedly 2 #(#'norn.http.client/pause-ms nil 100 {:max-delay 10 :jitter 0})))) ;=> true false
(println (attempts #(:status (http/get (str base "/later") {:retries 3 :throw false})))) ;=> [503 1]
(http/stop server)
