; Peers that do not speak TLS, vanish, fall silent or damage what they send: each gives its own error, and closes the connection.
(require '[norn.net :as net] '[norn.tls :as tls] '[norn.async :as a])

(defn cert [name] (str "tests/net/support/certs/" name))
(def trusting {:ca-file (cert "ca.pem")})

(defn code-against [server options]
  (with-open [server server]
    (try
      (with-open [c (tls/connect "localhost" (:port (net/local-address server)) (merge trusting options))]
        (net/read-string c))
      (catch java.io.IOException e (:code (ex-data e)))
      (catch :norn/timeout _ :timeout))))

(println (code-against (net/serve (fn [c] (net/write c "HTTP/1.1 400 Bad Request\r\n\r\n")) {}) {})) ;=> :tls/not-tls
(println (code-against (net/serve (fn [c] (net/read c)) {}) {})) ;=> :tls/truncated
(println (code-against (net/serve (fn [c] (net/read c) (net/reset c)) {}) {})) ;=> :ECONNRESET
(println (code-against (net/serve (fn [c] (a/sleep 100000)) {}) {:handshake-timeout 20})) ;=> :timeout
(println (code-against (net/serve (fn [c] (a/sleep 100000)) {}) {:timeout 20})) ;=> :timeout

; A man in the middle: (f chunk) is what the client gets of a chunk from the server.
(defn through [f]
  (let [inner (tls/serve (fn [c] (net/write c "some secret")) {:cert-file (cert "server.pem") :key-file (cert "server.key")})]
    (net/serve (fn [c]
                 (with-open [inner inner
                             s (net/connect "127.0.0.1" (:port (net/local-address inner)))]
                   (let [up (async (loop [] (when-let [chunk (net/read c)] (net/write s chunk) (recur))))]
                     (try
                       (loop []
                         (when-let [chunk (net/read s)]
                           (when-let [passed (f chunk)]
                             (net/write c passed)
                             (recur))))
                       (finally (a/cancel! up))))))
               {})))

(let [records (fn [change]
                (let [seen (atom 0)]
                  (fn [^bytes chunk] (if (= 1 (swap! seen inc)) chunk (change chunk)))))]
  (println (code-against (through (records (fn [chunk] chunk))) {})) ;=> some secret
  (println (code-against (through (records (fn [chunk] (aset chunk (dec (alength chunk)) (unchecked-byte (inc (aget chunk (dec (alength chunk)))))) chunk))) {})) ;=> :tls/corrupted
  (println (code-against (through (records (fn [chunk] nil))) {}))) ;=> :tls/truncated

; What a server's options can get wrong.
(defn refusal [options] (try (tls/server-context options) (catch javax.net.ssl.SSLException e [(:code (ex-data e)) (ex-message e)])))
(println (refusal {})) ;=> [:tls/no-certificate a TLS server needs a certificate]
(println (first (refusal {:cert "x" :key "y"}))) ;=> :tls/bad-certificate-file
(println (refusal {:cert-file (cert "server.pem") :key-file (cert "server2.key")})) ;=> [:tls/wrong-key the private key is not that of the certificate: key values mismatch]
(println (first (refusal {:cert-file (cert "server.pem") :key-file (cert "server.pem")}))) ;=> :tls/bad-key
