;; The n-th call into the operating system fails, for every n, in programs that use files, TCP, UDP and TLS. Each run must end
;; - with a result or an exception that has a :code - within seconds, and leave no descriptor open. Crashes show themselves;
;; leaks of memory show under ./dev build --sanitize.
;; usage: ./dev stress faults [--quiet] [SUITE…]
(require '[norn.async :as a] '[norn.file :as file] '[norn.net :as net] '[norn.tls :as tls] '[norn.runtime :as runtime])

(def verbose (not-any? #{"--quiet"} *command-line-args*))
(def chosen (remove #{"--quiet"} *command-line-args*))

(def directory (str (or (System/getenv "TMPDIR") "/tmp") "/norn-faults-" (norn.prim/monotonic-nanos)))
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
              (async (net/write c body) (net/shutdown-output c))
              (alength (net/read-all c)))]
    (when (not= got 300000)
      (throw (or (first @server-failures) (ex-info "bytes are missing, and nobody said so" {:got got}))))))

(def suites
  {"file"
   (fn []
     (let [path (str directory "/x")]
       (file/write path "hello")
       (file/append path ", world")
       (file/read path)
       (file/status path)
       (file/list directory)
       (with-open [f (file/open path nil)] (file/read-some f 100) (file/sync f))
       (file/copy path (str path "3") {:replace true})
       (doall (file/lines (str path "3")))
       (file/delete-tree (file/temp-dir {:directory directory}))
       (file/rename path (str path "2"))
       (file/delete (str path "2"))))
   "tcp"
   (fn []
     (with-open [server (net/serve echo {:on-error note-failure})]
       (let [port (:port (net/local-address server))]
         (a/all (mapv (fn [_] (fn [] (with-open [c (net/connect "localhost" port {:keep-alive 60})] (exchange c)))) (range 3))))))
   "unix"
   (fn []
     (let [path (str directory "/s")]
       (with-open [server (net/serve echo {:path path :on-error note-failure})]
         (with-open [c (net/connect {:path path})] (exchange c)))))
   "udp"
   (fn []
     (with-open [s (net/udp-socket {:host "127.0.0.1"}) t (net/udp-socket {:host "127.0.0.1"})]
       (net/send s "hello" "127.0.0.1" (:port (net/local-address t)))
       (net/receive t)))
   "tls"
   (fn []
     (with-open [server (tls/serve echo {:cert (certificates "server.pem") :key (certificates "server.key") :on-error note-failure})]
       (with-open [c (tls/connect "localhost" (:port (net/local-address server)) {:ca (certificates "ca.pem")})]
         (exchange c))))})

(defn open-descriptors [] (count (file/list "/proc/self/fd")))

(defn run-once
  "What became of the suite when call n failed."
  [suite n]
  (reset! server-failures [])
  (norn.prim/arm-fault! n)
  (let [outcome (try
                  (a/with-timeout 5000 (suite))
                  :fine
                  (catch :norn/timeout _ :timeout)
                  (catch Exception e (or (:code (ex-data e)) e)))]
    (a/yield)
    [outcome (norn.prim/disarm-fault!)]))

(defn settled-descriptors
  "The number of open descriptors once what was closed is closed."
  [expected]
  (loop [left 200]
    (let [now (open-descriptors)]
      (if (or (<= now expected) (zero? left))
        now
        (do (a/sleep 1) (recur (dec left)))))))

(defn run-suite [[name suite]]
  (run-once suite 0) ; what the process needs once
  (runtime/gc)
  (let [before (open-descriptors)]
    (loop [n 1 outcomes {}]
      (let [[outcome calls] (run-once suite n)
            after (settled-descriptors before)]
        (doseq [p (when (= name "file") (file/list directory))] (file/delete-tree (str directory "/" p)))
        (when (or (= outcome :timeout) (instance? Throwable outcome))
          (println name "call" n "->" outcome)
          (System/exit 1))
        (when (> after before)
          (println name "call" n "->" outcome "leaves" (- after before) "descriptors open")
          (System/exit 1))
        (if (< calls n)
          (when verbose (println (format "%-5s %d calls failed, one by one: %s" name (dec n) (pr-str (into (sorted-map) outcomes)))))
          (recur (inc n) (update outcomes outcome (fnil inc 0))))))))

(file/make-directories directory)
(try
  (run! run-suite (if (seq chosen) (select-keys suites chosen) suites))
  (println "ok")
  (finally
    (doseq [p (file/list directory)] (file/delete-tree (str directory "/" p)))
    (file/delete directory)))
