; What is tried again, and what is not.
(require '[norn.http :as http] '[norn.net :as net] '[norn.async :as a])

(def calls (atom 0))
(def server (http/serve (fn [r]
                          (let [n (swap! calls inc)]
                            (cond
                              (= "/busy" (:uri r)) (if (< n 3) {:status 503 :body "busy"} {:status 200 :body "at last"})
                              (= "/after" (:uri r)) (if (< n 2) {:status 429 :headers {"Retry-After" "0"}} {:status 200 :body "ok"})
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
(http/stop server)
