; Each timeout, and what the client gets.
(require '[norn.http :as http] '[norn.net :as net] '[norn.async :as a] '[clojure.string :as str])

(def cancelled (promise))
(defn handler [request]
  (case (:uri request)
    "/slow" (try (a/sleep 1000000) (finally (deliver cancelled :cancelled)))
    "/body" {:status 200 :body (str (count (slurp (:body request))))}
    {:status 200 :body "fine"}))
(def server (http/serve handler {:header-timeout 50 :idle-timeout 50 :body-timeout 50 :handler-timeout 50}))

(defn talk [text]
  (with-open [c (net/connect "127.0.0.1" (:port server))]
    (net/write c text)
    (let [lines (str/split-lines (net/read-string c))]
      (println (first lines) "|" (last lines)))))

(talk "GET / HT") ;=> HTTP/1.1 408 Request Timeout | the request did not arrive in time
(talk "GET / HTTP/1.1\r\nHost: x\r\n\r\n") ;=> HTTP/1.1 200 OK | fine
(talk "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab") ;=> HTTP/1.1 408 Request Timeout | the request did not arrive in time
(talk "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n") ;=> HTTP/1.1 503 Service Unavailable | the request was not answered in time
(println @cancelled) ;=> :cancelled
; A body too large to be collected arrives while the handler runs.
(talk (str "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n" (apply str (repeat 1000 "0123456789")))) ;=> HTTP/1.1 408 Request Timeout | The body of the request can't be read: the body did not arrive in time
(http/stop server)
