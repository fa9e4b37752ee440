(require '[norn.net :as net] '[norn.tls :as tls])

(defn cert [name] (str "tests/net/support/certs/" name))
(def trusting {:ca-file (cert "ca.pem")})
(defn attempt [f] (try (f) (catch javax.net.ssl.SSLException e (:code (ex-data e)))))

; The server sees who the client is, and refuses one that says nothing.
(with-open [server (tls/serve (fn [c] (net/write c (:subject (:peer-certificate (tls/info c)))))
                              {:cert-file (cert "server.pem") :key-file (cert "server.key") :ca-file (cert "ca.pem") :verify true})]
  (let [ask (fn [options]
              (attempt #(with-open [c (tls/connect "localhost" (:port (net/local-address server)) options)] (net/read-string c))))]
    (println (ask (assoc trusting :cert-file (cert "client.pem") :key-file (cert "client.key")))) ;=> CN=a client
    (println (ask trusting)) ;=> :tls/certificate-required
    (println (ask (assoc trusting :cert-file (cert "selfsigned.pem") :key-file (cert "selfsigned.key")))))) ;=> :tls/certificate-rejected

; ALPN: the server's order decides; nothing in common ends the handshake. SNI reaches the server.
(with-open [server (tls/serve (fn [c] (let [{:keys [alpn server-name]} (tls/info c)] (net/write c (pr-str [alpn server-name]))))
                              {:cert-file (cert "server.pem") :key-file (cert "server.key") :alpn ["h2" "http/1.1"]})]
  (let [ask (fn [host alpn]
              (attempt #(with-open [c (tls/connect host (:port (net/local-address server)) (assoc trusting :alpn alpn))]
                          (net/read-string c))))]
    (println (ask "localhost" ["http/1.1" "h2"])) ;=> ["h2" "localhost"]
    (println (ask "localhost" ["http/1.1"])) ;=> ["http/1.1" "localhost"]
    (println (ask "127.0.0.1" nil)) ;=> [nil nil]
    (println (ask "localhost" ["spdy/1"])))) ;=> :tls/no-application-protocol

; Certificates are replaced under a running server.
(let [directory (str (or (System/getenv "TMPDIR") "/tmp") "/norn-tls-" (norn.prim/monotonic-nanos))
      install (fn [name] (doseq [end [".pem" ".key"]] (spit (str directory "/current" end) (slurp (cert (str name end))))))]
  (norn.file/make-directories directory)
  (install "server")
  (let [context (tls/server-context {:cert-file (str directory "/current.pem") :key-file (str directory "/current.key")})
        fingerprint (fn [port] (with-open [c (tls/connect "localhost" port trusting)] (:sha256 (:peer-certificate (tls/info c)))))]
    (with-open [server (tls/serve (fn [c] (net/read c)) {:context context})]
      (let [port (:port (net/local-address server))
            before (fingerprint port)]
        (install "server2")
        (println (= before (fingerprint port))) ;=> true
        (tls/reload context)
        (println (= before (fingerprint port))) ;=> false
        (spit (str directory "/current.pem") "no certificate")
        (println (attempt #(tls/reload context))) ;=> :tls/bad-certificate-file
        (println (= before (fingerprint port)))))) ;=> false
  (run! norn.file/delete [(str directory "/current.pem") (str directory "/current.key") directory]))
