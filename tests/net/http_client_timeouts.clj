; Each phase of a request has its own limit: a server that is silent in one of them makes exactly that one fail, and leaves nothing behind.
;gc-stress-every 1000 hundreds of exchanges, some against time limits
(require '[norn.http :as http] '[norn.http.pool :as pool] '[norn.net :as net] '[norn.async :as a] '[clojure.string :as str])

(def the-pool (http/pool {:max-per-host 1}))
(defn counts [] (let [all (vals (pool/counts the-pool))] [(reduce + (map :open all)) (reduce + (map :idle all)) (reduce + (map :waiting all))]))
(defn read-head [c] (loop [] (let [line (net/read-line c)] (when-not (or (nil? line) (= "" line)) (recur)))))
(defn silent [] (a/sleep 3600000))
(defn attempt
  "What becomes of a request to a server that does (serve connection), and whether the connection was left by the client."
  [scheme serve options]
  (let [left (promise)
        server (net/serve (fn [c]
                            (try
                              (serve c)
                              (finally (deliver left true))))
                          {})
        address (str (if (= "https" scheme) "localhost" "127.0.0.1") ":" (:port (net/local-address server)))]
    (try
      (let [{:keys [body status]} (http/request (merge {:uri (str scheme "://" address "/x") :pool the-pool} options))]
        (println status (if (string? body) body (slurp body))))
      (catch :http/timeout e
        (let [{:keys [phase timeout-ms uri method]} (ex-data e)]
          (println phase timeout-ms method (str/replace (ex-message e) address "S") (= uri (str scheme "://" address "/x")) (counts))))
      (finally (net/close server) (http/close-idle the-pool)))))
(defn all-but
  "Generous limits, but for one phase."
  [phase ms]
  {:timeout (assoc (zipmap [:pool :connect :tls :response :read :total] (repeat 60000)) phase ms)})
(def ok "HTTP/1.1 200 OK\r\n")

; TLS: the server accepts and says nothing.
(attempt "https" (fn [_] (silent)) (all-but :tls 30)) ;=> :tls 30 GET no TLS handshake with S within 30 ms true [0 0 0]
(attempt "https" (fn [_] (silent)) {:timeout {:connect 40}}) ;=> :tls 40 GET no TLS handshake with S within 40 ms true [0 0 0]
(attempt "https" (fn [_] (silent)) (all-but :total 50)) ;=> :total 50 GET no complete response of https://S/x within 50 ms true [0 0 0]

; The head: nothing, or a part of it, or interim responses only.
(attempt "http" (fn [c] (read-head c) (silent)) (all-but :response 30))
(attempt "http" (fn [c] (read-head c) (net/write c ok "Server: ") (silent)) (all-but :response 30))
(attempt "http" (fn [c] (read-head c) (net/write c "HTTP/1.1 100 Continue\r\n\r\n") (silent)) (all-but :response 30))
(attempt "http" (fn [c] (read-head c) (silent)) (all-but :total 30))
(attempt "http" (fn [c] (silent)) (merge (all-but :response 30) {:method :post :body "x" :expect-continue true}))
;=> :response 30 GET no response of http://S/x within 30 ms true [0 0 0]
;=> :response 30 GET no response of http://S/x within 30 ms true [0 0 0]
;=> :response 30 GET no response of http://S/x within 30 ms true [0 0 0]
;=> :total 30 GET no complete response of http://S/x within 30 ms true [0 0 0]
;=> :response 30 POST no response of http://S/x within 30 ms true [0 0 0]

; The body: small, large, chunked, until close; also while it is streamed. A body that keeps coming is in time, however long it takes.
(doseq [beginning ["Content-Length: 10\r\n\r\nabc" (str "Content-Length: 1000000\r\n\r\n" (apply str (repeat 70000 "x"))) "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" "\r\nabc"]
        as [:text :stream]]
  (attempt "http" (fn [c] (read-head c) (net/write c ok beginning) (silent)) (assoc (all-but :read 30) :as as)))
(attempt "http" (fn [c] (read-head c) (net/write c ok "Content-Length: 10\r\n\r\nabc") (silent)) (all-but :total 40))
(let [pieces 50
      drip (fn [c] (read-head c) (net/write c ok "Content-Length: " (str pieces) "\r\n\r\n") (dotimes [_ pieces] (a/sleep 10) (net/write c "x")) (net/read c))]
  (attempt "http" drip {:timeout {:read 400}})
  (attempt "http" drip {:timeout {:read 400} :as :stream})
  (attempt "http" drip {:timeout {:read 400 :total 100}}))
;=> :read 30 GET no more of the response of http://S/x within 30 ms true [0 0 0]
;=> :read 30 GET no more of the response of http://S/x within 30 ms true [0 0 0]
;=> :read 30 GET no more of the response of http://S/x within 30 ms true [0 0 0]
;=> :read 30 GET no more of the response of http://S/x within 30 ms true [0 0 0]
;=> :read 30 GET no more of the response of http://S/x within 30 ms true [0 0 0]
;=> :read 30 GET no more of the response of http://S/x within 30 ms true [0 0 0]
;=> :read 30 GET no more of the response of http://S/x within 30 ms true [0 0 0]
;=> :read 30 GET no more of the response of http://S/x within 30 ms true [0 0 0]
;=> :total 40 GET no complete response of http://S/x within 40 ms true [0 0 0]
;=> 200 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
;=> 200 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
;=> :total 100 GET no complete response of http://S/x within 100 ms true [0 0 0]

; A request whose body nobody takes, and a place in the pool that nobody gives back.
(attempt "http" (fn [_] (silent)) (merge (all-but :response 30) {:method :put :body (fn [write] (while true (write (byte-array 65536))))}))
;=> :response 30 PUT no response of http://S/x within 30 ms true [0 0 0]
(let [answer (promise)
      server (http/serve (fn [_] @answer {:status 200 :body "x"}))
      uri (str "http://127.0.0.1:" (:port server) "/x")
      first-one (http/get-async uri {:pool the-pool})]
  (while (zero? (:requests (http/counts server))) (a/sleep 1))
  (dotimes [_ 3]
    (println (try (http/get uri (assoc (all-but :pool 20) :pool the-pool)) (catch :http/timeout e [(:phase (ex-data e)) (ex-message e)])) (counts)))
  (println (try (http/get uri {:pool the-pool :timeout 20}) (catch :http/timeout e (:phase (ex-data e)))) (counts))
  (deliver answer true)
  (println (:status @first-one) (counts))
  (http/close-idle the-pool)
  (http/stop server))
;=> [:pool no free connection to 127.0.0.1 within 20 ms: all 1 are in use] [1 0 0]
;=> [:pool no free connection to 127.0.0.1 within 20 ms: all 1 are in use] [1 0 0]
;=> [:pool no free connection to 127.0.0.1 within 20 ms: all 1 are in use] [1 0 0]
;=> :total [1 0 0]
;=> 200 [1 1 0]

; Connecting: nobody accepts, and when the backlog is full the system does not answer.
(let [listener (net/listen {:host "127.0.0.1" :port 0 :backlog 1})
      port (:port (net/local-address listener))
      fill (loop [open []]
             (if-let [c (try (net/connect "127.0.0.1" port {:timeout 100}) (catch :norn/timeout _ nil))] (recur (conj open c)) open))]
  (println (try (http/get (str "http://127.0.0.1:" port "/") (assoc (all-but :connect 30) :pool the-pool))
                (catch :http/timeout e [(:phase (ex-data e)) (str/replace (ex-message e) (str port) "N")])) (counts))
  (run! net/close fill)
  (net/close listener))
;=> [:connect no connection to 127.0.0.1:N within 30 ms] [0 0 0]

; Limits that are not reached leave no trace; phases that do not exist are an error.
(let [server (http/serve (fn [_] {:status 200 :body "in time"}))]
  (println (:body (http/get (str "http://127.0.0.1:" (:port server)) {:timeout {:pool 9999 :connect 9999 :tls 9999 :response 9999 :read 9999 :total 9999}}))) ;=> in time
  (println (try (http/get (str "http://127.0.0.1:" (:port server)) {:timeout {:conect 1}}) (catch :http/bad-request e (ex-message e)))) ;=> :timeout has no phase :conect; there are :pool, :connect, :tls, :response, :read, :total
  (http/stop server))
