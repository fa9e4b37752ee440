; A kept connection may be dead when it is used again: requests that may be repeated get a new one, a POST never goes out twice.
;gc-stress-every 1000 hundreds of exchanges, some against time limits
(require '[norn.http :as http] '[norn.http.pool :as pool] '[norn.net :as net] '[norn.async :as a] '[clojure.string :as str])

(defn read-head [c] (loop [lines []] (let [line (net/read-line c)] (if (or (nil? line) (= "" line)) lines (recur (conj lines line))))))
(defn against
  "A server that answers the first request of each connection, and does (serve connection) when it has read the head of the next; what
  (f uri pool) gives, and the request lines the server saw."
  [serve f]
  (let [seen (atom [])
        server (net/serve (fn [c]
                            (swap! seen conj (first (read-head c)))
                            (net/write c "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                            (when-let [line (first (read-head c))]
                              (swap! seen conj line)
                              (serve c)))
                          {})
        the-pool (http/pool)]
    (try
      [(try
         (f (str "http://127.0.0.1:" (:port (net/local-address server)) "/") the-pool)
         (catch java.io.IOException e (:code (ex-data e))))
       (mapv #(first (str/split % #" ")) @seen)
       (mapv #(dissoc % :waiting) (vals (pool/counts the-pool)))]
      (finally (net/close server) (http/close-idle the-pool)))))
(defn twice [method & [options]]
  (fn [uri the-pool]
    (http/get uri {:pool the-pool})
    (:body (http/request (merge {:uri uri :method method :pool the-pool :timeout 20000} options)))))

; Closed, or reset, when the second request has come.
(doseq [serve [(fn [_]) net/reset]]
  (println (against serve (twice :get)))
  (println (against serve (twice :put {:body "x"})))
  (println (against serve (twice :delete)))
  (println (against serve (twice :put {:body (fn [write] (write "x"))}))))
;=> [ok [GET GET GET] [{:open 1, :idle 1}]]
;=> [ok [GET PUT PUT] [{:open 1, :idle 1}]]
;=> [ok [GET DELETE DELETE] [{:open 1, :idle 1}]]
;=> [:http/closed [GET PUT] [{:open 0, :idle 0}]]
;=> [ok [GET GET GET] [{:open 1, :idle 1}]]
;=> [ok [GET PUT PUT] [{:open 1, :idle 1}]]
;=> [ok [GET DELETE DELETE] [{:open 1, :idle 1}]]
;=> [:ECONNRESET [GET PUT] [{:open 0, :idle 0}]]

; A POST or PATCH may have been worked on: it is sent once, and fails.
(println (against (fn [_]) (twice :post {:body "x"}))) ;=> [:http/closed [GET POST] [{:open 0, :idle 0}]]
(println (against (fn [_]) (twice :patch {:body "x"}))) ;=> [:http/closed [GET PATCH] [{:open 0, :idle 0}]]
(println (against (fn [c] (net/write c "HTTP/1.1 200 OK\r\nContent-")) (twice :get))) ;=> [:http/truncated [GET GET] [{:open 0, :idle 0}]]

; A server that closes while nothing is under way: noticed before anything is sent, so a POST goes through.
(let [server (net/serve (fn [c] (read-head c) (net/write c "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {})
      uri (str "http://127.0.0.1:" (:port (net/local-address server)) "/")
      the-pool (http/pool)
      open-sockets #(count (filter (fn [fd] (str/starts-with? (str (try (norn.file/read-link (str "/proc/self/fd/" fd)) (catch :ENOENT _))) "socket")) (norn.file/list "/proc/self/fd")))
      before (open-sockets)]
  (dotimes [_ 10]
    (http/post uri {:pool the-pool :body "x"})
    (while (< before (open-sockets)) (a/sleep 1)))
  (println (vals (pool/counts the-pool))) ;=> ({:open 1, :idle 1, :waiting 0})
  (net/close server))

; A first connection that breaks is not a stale one: that is the caller's to know.
(let [n (atom 0)
      server (net/serve (fn [c] (swap! n inc) (read-head c)) {})]
  (println (try (http/get (str "http://127.0.0.1:" (:port (net/local-address server)) "/")) (catch :http/closed _ @n))) ;=> 1
  (net/close server))

; Bytes nobody asked for, behind a response: the connection is not used again.
(let [n (atom 0)
      server (net/serve (fn [c] (swap! n inc) (dotimes [_ 2] (read-head c) (net/write c "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"))) {})
      uri (str "http://127.0.0.1:" (:port (net/local-address server)) "/")
      the-pool (http/pool)]
  (println (vec (repeatedly 3 #(:body (http/get uri {:pool the-pool})))) @n) ;=> [ok ok ok] 3
  (http/close-idle the-pool)
  (net/close server))
