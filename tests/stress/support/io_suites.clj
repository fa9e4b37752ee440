;; Small programs that use files, processes, signals, SQLite, names, TCP, Unix sockets, UDP, TLS, HTTP and WebSockets, for the
;; tests that make their calls fail and cancel them.
(ns io-suites
  (:require [clojure.java.io :as io] [norn.async :as a] [norn.compress :as compress] [norn.file :as file] [norn.http :as http]
            [norn.http.pool :as pool] [norn.net :as net] [norn.os :as os] [norn.process :as process] [norn.runtime :as runtime]
            [norn.sqlite :as sqlite] [norn.tls :as tls] [norn.websocket :as websocket]))

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

(defn expect [wanted got]
  (when (not= wanted got)
    (throw (ex-info "another result, and nobody said so" {:wanted wanted :got got}))))

(defn message-of [ws]
  (or (websocket/receive ws)
      (throw (ex-info "the WebSocket is closed" {:code :websocket/closed :status (websocket/status ws)}))))

(defn websocket-suite [server-options options]
  [(fn []
     (let [server (http/serve (fn [request]
                                (websocket/accept request (fn [ws]
                                                            (try
                                                              (loop []
                                                                (when-let [message (websocket/receive ws)]
                                                                  (websocket/send ws message)
                                                                  (recur)))
                                                              (catch :websocket/closed e (note-failure e nil))))))
                              server-options)]
       (reify
         java.io.Closeable (close [_] (http/stop server {:drain-ms 0}))
         clojure.lang.ILookup (valAt [_ k] (get server k)))))
   (fn [server]
     (with-open [ws (http/connect-websocket (str (if (:tls options) "wss" "ws") "://127.0.0.1:" (:port server) "/") options)]
       (websocket/send ws "hello")
       (expect "hello" (message-of ws))
       (websocket/send ws body)
       (expect 300000 (alength (message-of ws)))))])

;; What a client does besides: streams both ways, redirects, forms, refusals, Expect, and a tunnel through a proxy.

(defn client-handler [{:keys [uri body]}]
  (try
    (case uri
      "/moved" {:status 307 :headers {"Location" "/packed" "Set-Cookie" "a=1"} :body "moved"}
      "/packed" {:status 200 :headers {"Content-Encoding" "gzip"} :body [(compress/gzip (if body (http/read-all body) ""))]}
      "/refused" {:status 413 :body "no"})
    (catch java.io.IOException e
      (note-failure e nil)
      {:status 500})))

(defn tunnel
  "Serves one connection of an HTTP proxy that knows CONNECT alone."
  [c]
  (let [[_ host port] (re-find #"CONNECT (\S+):(\d+)" (net/read-line c))]
    (while (not-empty (net/read-line c)))
    (with-open [up (net/connect host (parse-long port))]
      (net/write c "HTTP/1.1 200 OK\r\n\r\n")
      (a/scope
       (async (net/copy c up) (net/shutdown-output up))
       (net/copy up c)
       (net/shutdown-output c)))))

(deftype Started [addresses servers]
  java.io.Closeable
  (close [_] (run! (fn [close] (close)) @servers)))

(defn start-client-suite []
  (let [started (->Started (atom {}) (atom ()))
        note (fn [name port close]
               (swap! (.-addresses started) assoc name port)
               (swap! (.-servers started) conj close))
        stopped (volatile! true)]
    (try
      (let [server (http/serve client-handler {:tls {:cert (certificates "server.pem") :key (certificates "server.key")}})]
        (note :https (:port server) (fn [] (http/stop server {:drain-ms 0}))))
      (let [server (http/serve client-handler)]
        (note :http (:port server) (fn [] (http/stop server {:drain-ms 0}))))
      (let [server (net/serve tunnel {:on-error note-failure})]
        (note :proxy (port-of server) (fn [] (net/close server))))
      (vreset! stopped false)
      started
      (finally (when @stopped (.close started))))))

(defn run-client [^Started started]
  (let [{:keys [http https proxy]} @(.-addresses started)
        pool (http/pool {:max-per-host 2})
        base (str "http://127.0.0.1:" http)
        common {:pool pool :cookie-jar (http/cookie-jar) :throw false}
        path (str directory "/upload")]
    (try
      (file/write-bytes path body)
      (let [{:keys [status body]} (http/post (str base "/moved") (assoc common :body (io/file path) :as :stream))]
        (with-open [in body]
          (when (and (= 200 status) (not= 300000 (count (slurp in))))
            (throw (ex-info "bytes are missing, and nobody said so" {})))))
      (http/post (str base "/refused") (assoc common :body (fn [write] (dotimes [_ 20] (write (byte-array 65536)))) :expect-continue 50))
      (http/post (str base "/packed") (assoc common :multipart [{:name "a" :content "b"} {:name "f" :content (io/file path)}]))
      (.close (:body (http/put (str base "/packed") (assoc common :body body :as :stream))))
      (http/get (str "https://localhost:" https "/packed")
                (assoc common :proxy {:host "127.0.0.1" :port proxy} :tls {:ca (certificates "ca.pem")}))
      (finally
        (http/close-idle pool)
        (let [left (remove (fn [counts] (every? zero? (vals counts))) (vals (pool/counts pool)))]
          (when (seq left)
            (println "places of the pool are lost:" left)
            (System/exit 1)))))))

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
   "paths"
   [nil
    (fn [_]
      (let [below (str directory "/a/b")
            path (str below "/x")]
        (file/mkdirs below)
        (file/write path "one\ntwo\n" {:atomic true :sync true})
        (file/write path "three\nfour\n" {:atomic true})
        (expect ["three" "four"] (doall (file/lines path)))
        (file/make-link (str below "/l") path)
        (file/read-link (str below "/l"))
        (file/real-path (str below "/l"))
        (file/touch (str below "/t"))
        (file/set-permissions path 0600)
        (file/access? path :read)
        (file/make-directory (str below "/c"))
        (expect 6 (count (file/walk directory)))
        (expect [path] (file/glob directory "**/x"))
        (file/with-temp-dir [d {:directory below}]
          (file/write (file/temp-file {:directory d}) "content"))
        (file/delete-tree (str directory "/a"))))]
   "watch"
   [nil
    (fn [_]
      (file/mkdirs (str directory "/a/b"))
      (with-open [w (file/watch directory {:recursive true})]
        (file/mkdirs (str directory "/c/d"))
        (file/next-change w)
        (let [change (file/next-change-async w)]
          (a/yield)
          (file/write (str directory "/x") "hello")
          (a/await change)
          (file/delete (str directory "/x")))))]
   "open-file"
   [nil
    (fn [_]
      (let [path (str directory "/x")]
        (with-open [f (file/open path {:mode :write})]
          (file/write-all f "some text")
          (file/sync f))
        (with-open [f (file/open path {:mode :read-write})]
          (expect 5 (file/seek f 5))
          (expect "text" (String. (file/read-some f 100)))
          (expect nil (file/read-some f 100))
          (file/seek f :end)
          (file/write-all f "!"))
        (with-open [w (file/writer path {:append true})] (.write w " and more\n"))
        (with-open [r (file/reader path)] (expect ["some text! and more"] (doall (line-seq r))))
        (with-open [in (file/input-stream path) out (file/output-stream (str path "2"))] (.transferTo in out))
        (expect "some text! and more\n" (slurp (str path "2")))))]
   "process"
   [nil
    (fn [_]
      ;; a child that does not read its input (EPIPE) is no failure
      (expect {:exit 3 :err "err\n"} (dissoc (process/run ["sh" "-c" "cat; echo err >&2; exit 3"] {:in "in\n"}) :out))
      (process/run ["echo" "hello"] {:out (str directory "/out") :err :ignore})
      (let [child (process/start ["cat"] {:session true})]
        (try
          (.write (process/in child) "bytes")
          (.close (process/in child))
          (expect "bytes" (slurp (process/out child)))
          (expect 0 (process/wait child))
          (finally
            (process/stop child 100)
            (.close (process/out child))
            (.close (process/err child))
            (.close (process/in child))))))]
   "signal"
   [nil
    (fn [_]
      (let [stop (os/on-signal :usr2 (fn [] nil))]
        (try
          (a/scope
            (let [arrived (async (os/await-signal :usr2))]
              (loop []
                (a/sleep 1)
                (when-not (a/done? arrived)
                  (os/kill (os/pid) :usr2)
                  (recur)))
              (await arrived)))
          (finally (stop)))))]
   "sqlite"
   [nil
    (fn [_]
      (let [path (str directory "/db")]
        (with-open [db (sqlite/open path)]
          (sqlite/execute-script! db "create table t (x); create table u (y);")
          (sqlite/with-transaction [db]
            (sqlite/execute! db ["insert into t values (?)" 1])
            (sqlite/execute-batch! db "insert into t values (?)" [[2] [3] ["text"]]))
          (expect [{:x 1} {:x 2}] (sqlite/query db "select x from t order by x limit 2"))
          (expect 4 (reduce (fn [n _] (inc n)) 0 (sqlite/plan db "select * from t")))
          (with-open [other (sqlite/open path {:busy-timeout 50})]
            (sqlite/execute! other "update t set x = 7 where x = 1"))
          (expect {:x 7} (sqlite/query-one db "select x from t where x = 7")))))]
   "dns"
   [nil (fn [_] (net/lookup "localhost") (net/lookup "127.0.0.1"))]
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
      (with-open [s (net/udp-socket {:host "127.0.0.1" :broadcast true}) t (net/udp-socket {:host "127.0.0.1"})]
        (net/send s "hello" "localhost" (port-of t))
        (expect "hello" (String. (:data (net/receive t))))
        (net/send t "back" "127.0.0.1" (port-of s))
        (expect "back" (String. (:data (net/receive s))))))]
   "tls"
   [(fn [] (tls/serve echo {:cert (certificates "server.pem") :key (certificates "server.key") :on-error note-failure}))
    (fn [server]
      (with-open [c (tls/connect "localhost" (port-of server) {:ca (certificates "ca.pem")})]
        (exchange c)))]
   "http" (http-suite "http" {} {})
   "websocket" (websocket-suite {} {})
   "wss" (websocket-suite {:tls {:cert (certificates "server.pem") :key (certificates "server.key")}} {:tls {:ca (certificates "ca.pem")}})
   "client" [start-client-suite run-client]
   "https" (http-suite "https"
                       {:tls {:cert (certificates "server.pem") :key (certificates "server.key")}}
                       {:tls {:ca (certificates "ca.pem")}})})

(defn run-suite
  "The server, if there is one, and the program; what `around` makes of calling that."
  [[start program] around]
  (with-open [server (when start (start))]
    (around (fn [] (program server)))))

;; --- what they leave behind -----------------------------------------------------------

(defn usage
  "What is open or under way: {:descriptors :handles :requests :waiters :children}."
  []
  (let [open (count (file/list "/proc/self/fd"))
        children (count (re-seq #"\d+" (file/read (str "/proc/self/task/" (os/pid) "/children"))))
        [handles requests waiters] (norn.prim/loop-usage)]
    {:descriptors open :handles handles :requests requests :waiters waiters :children children}))

(defn left-over
  "What is open beyond `before`, once what was closed is closed; nil if there is nothing."
  [before]
  (loop [left 300]
    (let [now (usage)
          more (into {} (filter (fn [[k n]] (< (before k) n)) now))]
      (cond (empty? more) nil
            (zero? left) (into {} (map (fn [[k n]] [k (- n (before k))]) more))
            :else (do (a/sleep 1)
                      (when (= 290 left) (runtime/gc)) ; what was dropped is closed when it is collected
                      (recur (dec left)))))))

(defn clean-up []
  (doseq [name (file/list directory) :when (not= name "s")] (file/delete-tree (str directory "/" name))))
