;; The programs of others that the HTTP tests talk to, installed by ./dev from Debian: nginx, node, curl, wrk. Each is started
;; with a function that gets its port, and ended behind it.
(ns peers
  (:require [bodies :as b] [clojure.string :as str] [norn.async :as a] [norn.file :as file] [norn.net :as net] [norn.process :as process]))

(defn with-child
  "Calls (f child) while the program runs."
  [command options f]
  (let [child (process/start command options)]
    (try (f child) (finally (process/stop child)))))

(defn with-node-server
  "Calls (f base) while node answers as bodies/handler does."
  [kind f]
  (with-child (into ["node" "tests/net/support/node_server.js"] (when (= kind :tls) [(b/cert "server.pem") (b/cert "server.key")]))
    {:in :ignore :err :inherit}
    (fn [child]
      (let [port (.readLine (clojure.java.io/reader (process/out child)))]
        (f (str (if (= kind :tls) "https://localhost:" "http://127.0.0.1:") port))))))

(defn- free-port []
  (with-open [listener (net/listen {})] (:port (net/local-address listener))))

(defn- answers? [port]
  (try (.close (net/connect "127.0.0.1" port)) true (catch java.io.IOException _ false)))

(defn with-nginx
  "Calls (f {:plain port :tls port}) while nginx runs with tests/net/support/nginx.conf: static files of `directory`, and two
  servers behind it."
  [directory {:keys [backend secure-backend]} f]
  (loop [left 5]
    (let [work (file/temp-dir)
          ports {:plain (free-port) :tls (free-port)}
          values {"WORK" work "ROOT" directory "PLAIN_PORT" (:plain ports) "TLS_PORT" (:tls ports) "BACKEND" backend
                  "SECURE_BACKEND" secure-backend "CERTS" (str (System/getProperty "user.dir") "/tests/net/support/certs")}
          conf (reduce (fn [text [k v]] (str/replace text (str "@" k "@") (str v))) (file/read "tests/net/support/nginx.conf") values)]
      (file/write (str work "/nginx.conf") conf)
      ;; Another program may have taken a port since: then nginx ends.
      (let [outcome (with-child ["nginx" "-p" work "-c" (str work "/nginx.conf")] {:in :ignore :out :ignore :err (str work "/stderr")}
                      (fn [child]
                        (b/until #(or (not (process/alive? child)) (and (answers? (:plain ports)) (answers? (:tls ports)))))
                        (if (process/alive? child) [(f ports)] nil)))
            said (file/read (str work "/stderr"))]
        (file/delete-tree work)
        (cond
          outcome (first outcome)
          (zero? left) (throw (ex-info (str "nginx does not start: " said) {}))
          :else (recur (dec left)))))))

(defn curl
  "What curl prints on stdout, bytes; an exception if it fails."
  [& arguments]
  (:out (process/run (into ["curl" "-sS" "--fail" "--cacert" (b/cert "ca.pem")] (map str arguments)) {:as :bytes :check true})))

(defn- in-ms [number unit] (* (parse-double number) ({"us" 0.001 "ms" 1.0 "s" 1000.0} unit)))

(defn wrk
  "Runs wrk with these arguments; {:requests :per-second :errors (of sockets) :bad (statuses of 400 and more) :p99-ms}, and
  its :report."
  [& arguments]
  (let [report (:out (process/run (into ["wrk" "--latency"] (map str arguments)) {:check true}))
        number (fn [pattern] (some-> (re-find pattern report) second parse-double))
        [_ p99 unit] (re-find #"99%\s+([\d.]+)(us|ms|s)" report)]
    {:requests (long (number #"(\d+) requests in"))
     :per-second (number #"Requests/sec:\s+([\d.]+)")
     :errors (if-let [[_ & counts] (re-find #"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)" report)]
               (zipmap [:connect :read :write :timeout] (map parse-long counts))
               {})
     :bad (long (or (number #"Non-2xx or 3xx responses: (\d+)") 0))
     :p99-ms (in-ms p99 unit)
     :report report}))
