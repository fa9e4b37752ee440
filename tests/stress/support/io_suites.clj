;; Small programs that use files, TCP, Unix sockets, UDP and TLS, for the tests that make their calls fail and cancel them.
(ns io-suites
  (:require [norn.async :as a] [norn.file :as file] [norn.http :as http] [norn.net :as net] [norn.runtime :as runtime] [norn.tls :as tls]))

(def directory (file/temp-dir {:prefix "norn-io-"}))
(defn cert [name] (str "tests/net/support/certs/" name))
(def certificates (into {} (map (fn [n] [n (slurp (cert n))])) ["ca.pem" "server.pem" "server.key"]))

(defn echo [c]
  (loop []
    (when-let [chunk (net/read c)]
      (net/write c chunk)
      (recur)))
  (net/shutdown-output c))

(def body (byte-array 300000 (byte 42)))

;; A server that fails closes its connection: over plain TCP the client sees an end that is too early.
(def server-failures (atom []))
(defn note-failure [e _] (swap! server-failures conj e))

(defn exchange [c]
  (let [got (a/scope
              (async (try (net/write c body) (finally (net/shutdown-output c))))
              (alength (net/read-all c)))]
    (when (not= got 300000)
      (throw (or (first @server-failures) (ex-info "bytes are missing, and nobody said so" {:got got}))))))

(defn port-of [server] (:port (net/local-address server)))
(defn socket-path [] (str directory "/s"))

(defn http-suite [scheme server-options options]
  [(fn []
     (let [server (http/serve (fn [request] {:status 200 :body (:body request)}) server-options)]
       (reify
         java.io.Closeable (close [_] (http/stop server {:drain-ms 0}))
         clojure.lang.ILookup (valAt [_ k] (get server k)))))
   (fn [server]
     (let [pool (http/pool)
           request (merge options {:body body :as :bytes :pool pool})]
       (try
         (dotimes [_ 2]
           (let [{:keys [status body]} (http/post (str scheme "://127.0.0.1:" (:port server) "/") request)]
             (when (and (= 200 status) (not= 300000 (alength body)))
               (throw (ex-info "bytes are missing, and nobody said so" {})))))
         (finally (http/close-idle pool)))))])

;; name -> [server, a function that starts what the program talks to, or nil; program, a function of that]
(def suites
  {"file"
   [nil
    (fn [_]
      (let [path (str directory "/x")]
        (file/write path "hello")
        (file/append path ", world")
        (file/read path)
        (file/status path)
        (file/list directory)
        (with-open [f (file/open path nil)] (file/read-some f 100) (file/sync f))
        (file/copy path (str path "3") {:replace true})
        (with-open [r (file/reader (str path "3"))] (doall (line-seq r)))
        (file/delete-tree (file/temp-dir {:directory directory}))
        (file/rename path (str path "2"))
        (file/delete (str path "2"))))]
   "tcp"
   [(fn [] (net/serve echo {:on-error note-failure}))
    (fn [server]
      (a/all (mapv (fn [_] (fn [] (with-open [c (net/connect "localhost" (port-of server) {:keep-alive 60})] (exchange c))))
                   (range 3))))]
   "unix"
   [(fn [] (net/serve echo {:path (socket-path) :on-error note-failure}))
    (fn [_] (with-open [c (net/connect {:path (socket-path)})] (exchange c)))]
   "udp"
   [nil
    (fn [_]
      (with-open [s (net/udp-socket {:host "127.0.0.1"}) t (net/udp-socket {:host "127.0.0.1"})]
        (net/send s "hello" "127.0.0.1" (port-of t))
        (net/receive t)))]
   "tls"
   [(fn [] (tls/serve echo {:cert (certificates "server.pem") :key (certificates "server.key") :on-error note-failure}))
    (fn [server]
      (with-open [c (tls/connect "localhost" (port-of server) {:ca (certificates "ca.pem")})]
        (exchange c)))]
   "http" (http-suite "http" {} {})
   "https" (http-suite "https"
                       {:tls {:cert (certificates "server.pem") :key (certificates "server.key")}}
                       {:tls {:ca (certificates "ca.pem")}})})

(defn run-suite
  "The server, if there is one, and the program; what `around` makes of calling that."
  [[start program] around]
  (with-open [server (when start (start))]
    (around (fn [] (program server)))))

;; --- what they leave behind -----------------------------------------------------------

(defn open-descriptors [] (count (file/list "/proc/self/fd")))

(defn settled-descriptors
  "The number of open descriptors once what was closed is closed."
  [expected]
  (loop [left 200]
    (let [now (open-descriptors)]
      (if (or (<= now expected) (zero? left))
        now
        (do (a/sleep 1) (recur (dec left)))))))

(defn clean-up []
  (doseq [name (file/list directory) :when (not= name "s")] (file/delete-tree (str directory "/" name))))
