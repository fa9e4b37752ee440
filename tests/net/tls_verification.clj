; A client believes a server only if the certificate is for the host, valid now, and leads to a CA it trusts.
(require '[norn.net :as net] '[norn.tls :as tls])

(defn cert [name] (str "tests/net/support/certs/" name))

(defn code-of [certificate key host options]
  (with-open [server (tls/serve (fn [c] (net/write c "hello")) {:cert-file (cert certificate) :key-file (cert key)})]
    (try
      (with-open [c (tls/connect host (:port (net/local-address server)) options)]
        (net/read-string c))
      (catch javax.net.ssl.SSLException e (:code (ex-data e))))))

(def trusting {:ca-file (cert "ca.pem")})

(println (code-of "server.pem" "server.key" "localhost" trusting)) ;=> hello
(println (code-of "server.pem" "server.key" "127.0.0.1" trusting)) ;=> hello
(println (code-of "chain.pem" "leaf.key" "localhost" trusting)) ;=> hello
(println (code-of "leaf.pem" "leaf.key" "localhost" trusting)) ;=> :tls/unknown-issuer
(println (code-of "server.pem" "server.key" "localhost" {})) ;=> :tls/unknown-issuer
(println (code-of "expired.pem" "expired.key" "localhost" trusting)) ;=> :tls/certificate-expired
(println (code-of "future.pem" "future.key" "localhost" trusting)) ;=> :tls/certificate-not-yet-valid
(println (code-of "other.pem" "other.key" "localhost" trusting)) ;=> :tls/wrong-host
(println (code-of "other.pem" "other.key" "127.0.0.1" trusting)) ;=> :tls/wrong-host
(println (code-of "other.pem" "other.key" "127.0.0.1" (assoc trusting :server-name "other.example"))) ;=> hello
(println (code-of "selfsigned.pem" "selfsigned.key" "localhost" trusting)) ;=> :tls/self-signed-certificate
(println (code-of "selfsigned.pem" "selfsigned.key" "localhost" {:ca-file (cert "selfsigned.pem")})) ;=> hello
(println (code-of "selfsigned.pem" "selfsigned.key" "localhost" {:verify false})) ;=> hello
