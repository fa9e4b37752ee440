; HTTPS: server and client over norn.tls; bodies of awkward sizes both ways; a client that does not trust the certificate.
(require '[norn.http :as http] '[norn.digest :as digest] '[norn.websocket :as ws] '[clojure.java.shell :refer [sh]] '[norn.file :as file])

(def dir (file/temp-dir))
(def key-file (str dir "/key.pem"))
(def cert-file (str dir "/cert.pem"))
(sh "openssl" "req" "-x509" "-newkey" "ec" "-pkeyopt" "ec_paramgen_curve:prime256v1" "-nodes" "-days" "2" "-keyout" key-file "-out" cert-file
    "-subj" "/CN=localhost" "-addext" "subjectAltName=DNS:localhost,IP:127.0.0.1")
(defn handler [request]
  (if (= "/ws" (:uri request))
    (ws/accept request (fn [socket] (ws/send socket (str "you said " (ws/receive socket)))))
    {:status 200 :headers {"X-Scheme" (name (:scheme request))} :body (or (:body request) "empty")}))
(def server (http/serve handler {:tls {:cert-file cert-file :key-file key-file}}))
(def base (str "https://localhost:" (:port server) "/"))
(def tls {:ca-file cert-file})

(println (select-keys (:headers (http/get base {:tls tls})) ["x-scheme"])) ;=> {x-scheme https}
(doseq [n [1 16383 16384 16385 32767 32769 300000]]
  (let [bytes (byte-array n)]
    (when-not (= (digest/sha256 bytes) (digest/sha256 (:body (http/post base {:tls tls :body bytes :as :bytes}))))
      (println n "differs"))))
(with-open [socket (http/connect-websocket (str "wss://localhost:" (:port server) "/ws") {:tls tls})]
  (ws/send socket "hello")
  (println (ws/receive socket))) ;=> you said hello
(println (try (http/get base) (catch javax.net.ssl.SSLException e (:code (ex-data e))))) ;=> :tls/self-signed-certificate
(println (:status (http/get base {:tls {:verify false}}))) ;=> 200
(http/stop server)
