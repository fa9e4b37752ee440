; A stop lets requests under way finish, within its time; idle connections are closed at once; then the program ends.
(require '[norn.http :as http] '[norn.net :as net] '[norn.async :as a] '[clojure.string :as str])

(def begun (promise))
(def go-on (promise))
(def server (http/serve (fn [_] (deliver begun true) @go-on {:status 200 :body "done"})))
(def idle (net/connect "127.0.0.1" (:port server)))
(def busy (net/connect "127.0.0.1" (:port server)))
(net/write busy "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
@begun
(def stopping (a/async (http/stop server {:drain-ms 100000})))
(println (net/read idle)) ;=> nil
(println (try (net/connect "127.0.0.1" (:port server)) (catch :ECONNREFUSED _ :refused))) ;=> :refused
(deliver go-on true)
(println (last (str/split-lines (net/read-string busy)))) ;=> done
(println @stopping) ;=> nil
(net/close idle)
(net/close busy)

; Whoever does not finish in time is cancelled.
(def cancelled (promise))
(def waiting (promise))
(def stubborn (http/serve (fn [_] (try (deliver waiting true) (a/sleep 1000000) (finally (deliver cancelled :cancelled))))))
(def client (net/connect "127.0.0.1" (:port stubborn)))
(net/write client "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
@waiting
(http/stop stubborn {:drain-ms 10})
(println @cancelled) ;=> :cancelled
(net/close client)
