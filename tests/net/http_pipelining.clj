; Requests that come before the answer to the one before them: answered in order, one at a time; how many may come in a row, and
; how much of them is read ahead, is limited.
(require '[norn.http :as http] '[norn.net :as net] '[norn.async :as a] '[clojure.string :as str])

(def at-once (atom 0))
(def most-at-once (atom 0))
(defn handler [request]
  (swap! most-at-once max (swap! at-once inc))
  (a/sleep (if (= "/0" (:uri request)) 20 1))
  (swap! at-once dec)
  {:status 200 :body (str "<" (:uri request) ">")})

(defn requests [n] (apply str (map (fn [i] (str "GET /" i " HTTP/1.1\r\nHost: x\r\n\r\n")) (range n))))
(defn talk [server text]
  (with-open [c (net/connect "127.0.0.1" (:port server))]
    (net/write c text)
    (net/shutdown-output c)
    (let [text (net/read-string c)]
      [(count (re-seq #"HTTP/1.1 200" text))
       (= (map second (re-seq #"</(\d+)>" text)) (map str (range (count (re-seq #"<" text)))))])))

; By default a thousand, the first one not counted.
(def server (http/serve handler))
(println (talk server (requests 200)) @most-at-once) ;=> [200 true] 1
(http/stop server)

; At the limit, and beyond it: the last answer says that the connection ends, and the client may ask again (RFC 9112, 9.3.2).
(doseq [limit [0 1 5]]
  (let [server (http/serve handler {:pipelining limit})]
    (println limit (mapv (fn [n] (talk server (requests n))) [1 limit (+ limit 1) (+ limit 2) (+ limit 10)]))
    (http/stop server)))
;=> 0 [[1 true] [0 true] [1 true] [1 true] [1 true]]
;=> 1 [[1 true] [1 true] [2 true] [2 true] [2 true]]
;=> 5 [[1 true] [5 true] [6 true] [6 true] [6 true]]

(let [server (http/serve handler {:pipelining 0})]
  (with-open [c (net/connect "127.0.0.1" (:port server))]
    (net/write c (requests 2))
    (println (str/includes? (net/read-string c) "Connection: close"))) ;=> true
  (http/stop server))

; Who waits for each answer is never at the limit.
(let [server (http/serve handler {:pipelining 0}) pool (http/pool)]
  (dotimes [i 5] (http/get (str "http://127.0.0.1:" (:port server) "/" i) {:pool pool}))
  (println (http/counts server)) ;=> {:connections 1, :requests 0, :total 5}
  (http/stop server))

; While one is handled, 64 KiB of those behind it are read ahead and no more: a client that sends without end is held up.
(let [gate (promise)
      server (http/serve (fn [_] @gate {:status 200}) {:pipelining 100000000})
      c (net/connect "127.0.0.1" (:port server))
      written (atom 0)
      line (apply str (repeat 1000 "GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
      sender (async (try (dotimes [_ 3000] (net/write c line) (swap! written + (count line))) (catch java.io.IOException _ nil)))]
  (loop [before -1] (a/sleep 30) (when (or (zero? @written) (not= before @written)) (recur @written)))
  (println (< @written 50000000) (:requests (http/counts server))) ;=> true 1
  (net/close c)
  (await sender)
  (deliver gate true)
  (http/stop server))
