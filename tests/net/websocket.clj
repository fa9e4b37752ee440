; Messages both ways, compressed and not; fragments, pings and closing are in tests/unit/wire.
(require '[norn.http :as http] '[norn.websocket :as ws] '[norn.async :as a] '[norn.net :as net])

(def doubled (nth (iterate #(str % %) "ä") 19))
(def closed (promise))
(defn handler [request]
  (case (:uri request)
    "/echo" (ws/accept request (fn [socket]
                                 (loop []
                                   (when-some [message (ws/receive socket)]
                                     (ws/send socket message)
                                     (recur)))
                                 (deliver closed (ws/status socket))))
    "/plain" (ws/accept request (fn [socket] (ws/send socket "a") (ws/send socket "b")) {:compress false :protocol "x"})
    "/fails" (ws/accept request (fn [socket] (throw (ex-info "no luck" {}))))
    {:status 404}))
(def server (http/serve handler))
(def base (str "ws://127.0.0.1:" (:port server)))

(with-open [socket (http/connect-websocket (str base "/echo"))]
  (ws/send socket "hello")
  (println (ws/receive socket)) ;=> hello
  (ws/send socket "")
  (println (pr-str (ws/receive socket))) ;=> ""
  (ws/send socket (byte-array [0 1 -1]))
  (println (vec (ws/receive socket))) ;=> [0 1 -1]
  (ws/ping socket)
  (doseq [n [125 126 65535 65536 300000]]
    (let [text (subs doubled 0 n)]
      (ws/send socket text)
      (println (= text (ws/receive socket))))) ;=> true
      ;=> true
      ;=> true
      ;=> true
      ;=> true
  ; Many at once: the inbox has a limit, nothing is lost.
  (let [sending (a/async (dotimes [i 500] (ws/send socket (str i))))]
    (println (loop [i 0] (if (and (< i 500) (= (str i) (ws/receive socket))) (recur (inc i)) i))) ;=> 500
    @sending)
  (println (ws/status socket))) ;=> nil
(println @closed) ;=> {:status 1000, :reason }

(with-open [socket (http/connect-websocket (str base "/plain") {:compress false :protocols ["x" "y"]})]
  (println (ws/receive socket) (ws/receive socket) (ws/receive socket) (ws/status socket)) ;=> a b nil {:status 1000, :reason }
  (println (try (ws/send socket "late") (catch :websocket/closed e (ex-message e))))) ;=> The WebSocket is closed

;! The handler of GET /fails failed:
(with-open [socket (http/connect-websocket (str base "/fails"))]
  (println (ws/receive socket) (:status (ws/status socket)))) ;=> nil 1011

(println (try (http/connect-websocket (str base "/none")) (catch :websocket/refused e (:status (ex-data e))))) ;=> 404
(println (:status (http/get (str "http" (subs base 2) "/echo") {:throw false}))) ;=> 426

; A peer that just goes away; and a server that stops while a socket is open.
(def gone (promise))
(def other (http/serve (fn [request] (ws/accept request (fn [socket] (deliver gone [(ws/receive socket) (:status (ws/status socket))]))))))
(with-open [c (net/connect "127.0.0.1" (:port other))]
  (net/write c "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
  (println (net/read-line c)) ;=> HTTP/1.1 101 Switching Protocols
  (net/reset c))
(println @gone) ;=> [nil 1006]
(http/stop other)
(let [socket (http/connect-websocket (str base "/echo"))]
  (http/stop server)
  (println (ws/receive socket) (pos? (:status (ws/status socket))))) ;=> nil true
