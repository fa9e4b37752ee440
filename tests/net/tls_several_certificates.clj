; A server with several certificates shows the one for the name that the client asks for (SNI); keys with a password.
(require '[norn.net :as net] '[norn.tls :as tls] '[norn.http :as http] '[norn.file :as file] '[norn.process :as process]
         '[clojure.string :as str])

(def dir (file/temp-dir))
(defn cert [name] (str "tests/net/support/certs/" name))
(defn made [name] (str dir "/" name))
(defn openssl [& arguments] (process/run (into ["openssl"] arguments) {:check true}))
(defn code [f] (try (f) (catch javax.net.ssl.SSLException e (println (:code (ex-data e)) (str/replace (ex-message e) #":\d+" ":PORT")))))

(openssl "req" "-x509" "-newkey" "ec" "-pkeyopt" "ec_paramgen_curve:prime256v1" "-nodes" "-days" "2" "-keyout" (made "wild.key")
         "-out" (made "wild.pem") "-subj" "/CN=wild" "-addext" "subjectAltName=DNS:*.wild.example,DNS:wild.example")
(openssl "pkcs8" "-topk8" "-in" (cert "other.key") "-out" (made "other.key") "-passout" "pass:sesame")

(def certificates
  [{:cert-file (cert "server.pem") :key-file (cert "server.key")}
   {:cert-file (cert "other.pem") :key-file (made "other.key") :key-password "sesame"}
   {:cert-file (made "wild.pem") :key-file (made "wild.key")}])

(defn subject [port name]
  (with-open [c (tls/connect "localhost" port {:server-name name :verify false})]
    (:subject (:peer-certificate (tls/info c)))))

(def names ["localhost" "other.example" "OTHER.example" "a.wild.example" "wild.example" "a.b.wild.example" "unknown.example" nil])
(with-open [server (tls/serve (fn [c] (net/read c)) {:certificates certificates})]
  (let [port (:port (net/local-address server))]
    (println (mapv (fn [name] (subject port name)) names))
    ; As others see it.
    (println (str/includes? (:out (process/run ["openssl" "s_client" "-connect" (str "127.0.0.1:" port) "-servername" "other.example"]
                                               {:in "" :err :ignore}))
                            "subject=CN = other.example"))))
;=> [CN=localhost CN=other.example CN=other.example CN=wild CN=wild CN=localhost CN=localhost CN=localhost]
;=> true
; The server's own first, then the others.
(with-open [server (tls/serve (fn [c] (net/read c)) (assoc (certificates 1) :certificates certificates))]
  (println (mapv (fn [name] (subject (:port (net/local-address server)) name)) ["unknown.example" "localhost"])))
;=> [CN=other.example CN=localhost]

; Verified, over HTTP; each version of TLS; ALPN holds whichever certificate is shown; reloading replaces all of them.
(let [context (tls/server-context {:certificates certificates :alpn ["http/1.1"]})
      server (http/serve (fn [r] {:status 200 :body (:server-name r)}) {:tls context})
      ask (fn [name] (:body (http/get (str "https://" name ":" (:port server))
                                      {:tls {:ca-file (cert "ca.pem") :alpn ["http/1.1"]} :pool (http/pool)
                                       :headers {"Host" name}})))]
  (println (ask "localhost"))
  (with-open [c (tls/connect "localhost" (:port server) {:server-name "other.example" :ca-file (cert "ca.pem") :alpn ["http/1.1"]})]
    (net/write c "GET / HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n")
    (println (:alpn (tls/info c)) (last (str/split-lines (net/read-string c)))))
  (code #(tls/connect "localhost" (:port server) {:server-name "unknown.example" :ca-file (cert "ca.pem")}))
  (tls/reload context)
  (println (ask "localhost"))
  (http/stop server))
;=> localhost
;=> http/1.1 other.example
;=> :tls/wrong-host cannot shake hands (TLS) with 127.0.0.1:PORT: the certificate is for another host
;=> localhost

; Passwords.
(def locked {:cert-file (cert "other.pem") :key-file (made "other.key")})
(code #(tls/server-context locked))
;=> :tls/bad-password the private key needs a password
(code #(tls/server-context (assoc locked :key-password "open")))
;=> :tls/bad-password the password does not open the private key
(code #(tls/server-context {:certificates [(certificates 0) locked]}))
;=> :tls/bad-password the private key needs a password
(println (some? (tls/server-context (assoc locked :key-password "sesame"))))
;=> true
; A key without one does not mind.
(println (some? (tls/server-context (assoc (certificates 0) :key-password "needless"))))
;=> true
(code #(tls/server-context {}))
;=> :tls/no-certificate a TLS server needs a certificate
(file/delete-tree dir)
