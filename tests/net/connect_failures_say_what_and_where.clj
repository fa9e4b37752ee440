(require '[norn.net :as net] '[clojure.string :as str])

; A port that was free a moment ago.
(def port (with-open [listener (net/listen {})] (:port (net/local-address listener))))

(defn report [f]
  (try
    (f)
    (catch java.io.IOException e
      (println (class e) (:code (ex-data e)) (:operation (ex-data e)) (str/replace (ex-message e) (str port) "PORT")))))

(report #(net/connect "127.0.0.1" port)) ;=> java.net.ConnectException :ECONNREFUSED :connect cannot connect to 127.0.0.1:PORT: Connection refused
(report #(net/connect {:path "/nonexistent/x.sock"})) ;=> java.net.ConnectException :ENOENT :connect cannot connect to /nonexistent/x.sock: No such file or directory
(report #(net/connect "no-such-host.invalid" 80)) ;=> java.net.UnknownHostException :EAI_NONAME :lookup cannot look up no-such-host.invalid: unknown node or service
(report #(with-open [a (net/listen {:port port})] (net/listen {:port port}))) ;=> java.net.BindException :EADDRINUSE :listen cannot listen at 127.0.0.1:PORT: Address already in use
(try (net/connect "127.0.0.1" 70000) (catch IllegalArgumentException e (println (ex-message e)))) ;=> a port is a number from 0 to 65535, not 70000
(try (net/connect {:path (apply str (repeat 200 "x"))}) (catch IllegalArgumentException e (println (subs (ex-message e) 0 46)))) ;=> a Unix socket's path has 1 to 107 bytes and no
