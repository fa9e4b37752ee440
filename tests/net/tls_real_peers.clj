; OpenSSL's own programs as the other side, in both roles and both versions of TLS.
(require '[norn.net :as net] '[norn.tls :as tls] '[norn.process :as process] '[norn.io :as io] '[clojure.string :as str])

(defn cert [name] (str "tests/net/support/certs/" name))
(def body (nth (iterate (fn [s] (str s s)) "0123456789abcdef\n") 15))

(defn echo-body [c] (net/write c (net/read-exactly c (count body))))

(with-open [server (tls/serve echo-body {:cert-file (cert "server.pem") :key-file (cert "server.key") :on-error (fn [_ _])})]
  (doseq [version ["-tls1_3" "-tls1_2"]]
    (let [{:keys [out exit]} (process/run ["openssl" "s_client" "-connect" (str "127.0.0.1:" (:port (net/local-address server)))
                                           "-CAfile" (cert "ca.pem") "-verify_return_error" "-verify_hostname" "localhost"
                                           version "-quiet"]
                                          {:in body :err :ignore})]
      (println version exit (= body out))))) ;=> -tls1_3 0 true
;=> -tls1_2 0 true

(defn with-openssl-server
  "Calls (f port) while OpenSSL serves one client, whose lines it sends back reversed."
  [options f]
  (let [child (process/start (into ["openssl" "s_server" "-accept" "127.0.0.1:0" "-naccept" "1" "-rev"
                                    "-cert" (cert "server.pem") "-key" (cert "server.key")]
                                   options)
                             {:err :ignore})
        said (clojure.java.io/reader (process/out child))]
    (try
      (f (loop []
           (let [line (.readLine said)]
             (if-let [[_ port] (re-find #"^ACCEPT .*:(\d+)" line)] (parse-long port) (recur)))))
      (finally (process/stop child)))))

(doseq [[options client-options] [[["-tls1_3"] {}]
                                  [["-tls1_2"] {}]
                                  [["-alpn" "h2,http/1.1"] {:alpn ["http/1.1"]}]
                                  [["-Verify" "1" "-CAfile" (cert "ca.pem")]
                                   {:cert-file (cert "client.pem") :key-file (cert "client.key")}]]]
  (with-openssl-server options
    (fn [port]
      (with-open [c (tls/connect "localhost" port (merge {:ca-file (cert "ca.pem")} client-options))]
        (net/write c "abc\n" (nth (iterate (fn [s] (str s s)) "x") 13) "y\n")
        (println (net/read-line c) (subs (net/read-line c) 0 3) (:version (tls/info c)) (:alpn (tls/info c)))))))
;=> cba yxx TLSv1.3 nil
;=> cba yxx TLSv1.2 nil
;=> cba yxx TLSv1.3 http/1.1
;=> cba yxx TLSv1.3 nil
