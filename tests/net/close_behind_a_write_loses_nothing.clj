; What was written arrives, although the connection is closed right behind the write; a write that is still pending when somebody
; else closes fails, plain and over TLS.
;timeout 120
(require '[norn.async :as a] '[norn.net :as net] '[norn.tls :as tls])
(defn cert [name] (str "tests/net/support/certs/" name))
(def context (tls/client-context {:ca-file (cert "ca.pem")}))

(defn sizes-received [serve connect]
  (let [sizes [1 16383 16384 16385 65536 1000000]
        left (atom sizes)]
    (with-open [server (serve (fn [c]
                                (let [n (first @left)]
                                  (swap! left rest)
                                  (net/write c (byte-array n))
                                  (net/close c))))]
      (let [port (:port (net/local-address server))]
        (= sizes (mapv (fn [_] (with-open [c (connect port)] (alength (net/read-all c)))) sizes))))))

(defn pending-write [serve connect]
  (let [gate (promise)]
    (with-open [server (serve (fn [c] @gate))]
      (let [c (connect (:port (net/local-address server)))
            writing (async (net/write c (byte-array 50000000)))]
        (a/sleep 20)
        (net/close c)
        (deliver gate nil)
        (try (await writing) (catch Exception e (:code (ex-data e))))))))

(doseq [[serve connect] [[(fn [f] (net/serve f {})) (fn [port] (net/connect "127.0.0.1" port))]
                         [(fn [f] (tls/serve f {:cert-file (cert "server.pem") :key-file (cert "server.key")}))
                          (fn [port] (tls/connect "localhost" port {:context context}))]]]
  (println (sizes-received serve connect) (pending-write serve connect)))
;=> true :closed
;=> true :closed
