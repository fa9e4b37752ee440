; Byte-exact in both directions, plain and over TLS, at the edges of TLS records and of our buffers; the peer echoes.
;timeout 120
(require '[norn.net :as net] '[norn.tls :as tls])

(defn cert [name] (str "tests/net/support/certs/" name))
(defn echo [c]
  (loop []
    (when-let [chunk (net/read c)]
      (net/write c chunk)
      (recur)))
  (net/shutdown-output c))

(def pattern (byte-array 4093 (map unchecked-byte (range 257))))
(defn body [n]
  (let [bytes (byte-array n)]
    (loop [at 0]
      (when (< at n)
        (System/arraycopy pattern 0 bytes at (min 4093 (- n at)))
        (recur (+ at 4093))))
    bytes))

(defn round-trip [c n]
  (let [sent (body n)
        writing (async (net/write c sent) (net/shutdown-output c))
        got (net/read-all c)]
    @writing
    (java.util.Arrays/equals sent got)))

(def sizes (cond-> [0 1 16383 16384 16385 32767 32768 32769 65535 65536 65537]
             (not (System/getenv "NORN_GC_STRESS")) (conj 1000000 50000000)))

(defn report [connect]
  (println (every? true? (mapv (fn [n] (with-open [c (connect)] (round-trip c n))) sizes))))

(with-open [server (net/serve echo {})]
  (report (fn [] (net/connect "127.0.0.1" (:port (net/local-address server)))))) ;=> true
(with-open [server (tls/serve echo {:cert-file (cert "server.pem") :key-file (cert "server.key")})]
  (let [context (tls/client-context {:ca-file (cert "ca.pem")})]
    (report (fn [] (tls/connect "localhost" (:port (net/local-address server)) {:context context}))))) ;=> true
