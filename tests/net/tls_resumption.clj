; A client resumes its sessions: with our server and OpenSSL's, in both versions of TLS, also for connections that are given the same
; options anew; not with another server, another name, or options that say no.
(require '[norn.net :as net] '[norn.tls :as tls] '[norn.http :as http] '[norn.process :as process] '[clojure.string :as str])

(defn cert [name] (str "tests/net/support/certs/" name))
(def identity-options {:cert-file (cert "server.pem") :key-file (cert "server.key")})
(def trust {:ca-file (cert "ca.pem")})
(defn greet [c] (net/write c (str (net/read-line c) (:resumed (tls/info c)) "\n")))
(defn port-of [server] (:port (net/local-address server)))

(defn ask
  "Whether client and server take the connection for a resumed one."
  [port options]
  (with-open [c (tls/connect "localhost" port options)]
    (net/write c "\n")
    (let [theirs (net/read-line c)]
      [(:resumed (tls/info c)) theirs (:subject (:peer-certificate (tls/info c)))])))

(with-open [server (tls/serve greet identity-options)
            other (tls/serve greet identity-options)]
  (println (vec (repeatedly 3 #(ask (port-of server) trust))))
  (println (ask (port-of other) trust))
  (println (ask (port-of server) (assoc trust :server-name "127.0.0.1")))
  (println (vec (repeatedly 2 #(ask (port-of server) (assoc trust :resume false)))))
  (println (vec (repeatedly 2 #(ask (port-of server) {:context (tls/client-context trust)}))))
  (let [context (tls/client-context trust)]
    (println (vec (repeatedly 2 #(ask (port-of server) {:context context}))))))
;=> [[false false CN=localhost] [true true CN=localhost] [true true CN=localhost]]
;=> [false false CN=localhost]
;=> [false false CN=localhost]
;=> [[false false CN=localhost] [false false CN=localhost]]
;=> [[false false CN=localhost] [false false CN=localhost]]
;=> [[false false CN=localhost] [true true CN=localhost]]

; A server whose keys have changed, or that gives no tickets: from the start, without an error.
(let [context (tls/server-context identity-options)]
  (with-open [server (tls/serve greet {:context context})]
    (let [first-time (ask (port-of server) trust)
          second-time (ask (port-of server) trust)]
      (tls/reload context)
      (println (map first [first-time second-time (ask (port-of server) trust) (ask (port-of server) trust)])))))
;=> (false true false true)
(with-open [server (tls/serve greet (assoc identity-options :resume false))]
  (println (vec (repeatedly 2 #(first (ask (port-of server) trust))))))
;=> [false false]

; A client that must show a certificate is known when it resumes, too.
(with-open [server (tls/serve (fn [c] (net/read-line c)
                                (net/write c (str (:resumed (tls/info c)) " " (:subject (:peer-certificate (tls/info c))) "\n")))
                              (assoc identity-options :verify true :ca-file (cert "ca.pem")))]
  (println (vec (repeatedly 2 #(second (ask (port-of server) (assoc trust :cert-file (cert "client.pem") :key-file (cert "client.key"))))))))
;=> [false CN=a client true CN=a client]

; OpenSSL's server, and its client with ours.
(doseq [version ["-tls1_3" "-tls1_2"]]
  (let [child (process/start ["openssl" "s_server" "-accept" "127.0.0.1:0" "-rev" version "-cert" (cert "server.pem") "-key" (cert "server.key")]
                             {:err :ignore})
        said (clojure.java.io/reader (process/out child))
        port (loop [] (if-let [[_ port] (re-find #"^ACCEPT .*:(\d+)" (.readLine said))] (parse-long port) (recur)))
        talk (fn [] (with-open [c (tls/connect "localhost" port trust)]
                      (net/write c "abc\n")
                      [(net/read-line c) (:version (tls/info c)) (:resumed (tls/info c))]))]
    (println (vec (repeatedly 3 talk)))
    (process/stop child)))
;=> [[cba TLSv1.3 false] [cba TLSv1.3 true] [cba TLSv1.3 true]]
;=> [[cba TLSv1.2 false] [cba TLSv1.2 true] [cba TLSv1.2 true]]
(with-open [server (tls/serve greet identity-options)]
  (let [client (fn [& options]
                 (re-find #"New|Reused" (:out (process/run (into ["openssl" "s_client" "-connect" (str "127.0.0.1:" (port-of server)) "-ign_eof"] options)
                                                           {:in "\n" :err :ignore}))))
        session (str (norn.file/temp-file nil))]
    (doseq [version ["-tls1_3" "-tls1_2"]]
      (println version (client version "-sess_out" session) (client version "-sess_in" session)))
    (norn.file/delete session)))
;=> -tls1_3 New Reused
;=> -tls1_2 New Reused

; Requests of HTTP on new connections.
(let [server (http/serve (fn [_] {:status 200 :body "x"}) {:tls identity-options})
      resumed (atom [])]
  (dotimes [_ 3]
    (http/get (str "https://localhost:" (:port server)) {:tls trust :headers {"Connection" "close"}})
    (with-open [c (tls/connect "localhost" (:port server) trust)] (swap! resumed conj (:resumed (tls/info c)))))
  (println @resumed)
  (http/stop server))
;=> [true true true]

; No more than 128 sessions are kept: the oldest go first.
(let [context (tls/client-context trust)
      servers (vec (repeatedly 130 #(tls/serve greet identity-options)))
      ask-all (fn [servers] (frequencies (map (fn [server] (first (ask (port-of server) {:context context}))) servers)))]
  (println (ask-all servers) (ask-all (reverse (drop 66 servers))) (ask-all (take 1 servers)))
  (run! (fn [server] (.close server)) servers))
;=> {false 130} {true 64} {false 1}
