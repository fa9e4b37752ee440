; Requests through an HTTP proxy: forwarded when plain, tunneled by CONNECT for https and WebSockets; names and passwords; proxies that fail.
;gc-stress-every 1000 hundreds of exchanges, some against time limits
(require '[norn.http :as http] '[norn.http.pool :as pool] '[norn.http.proxy :as proxy] '[norn.url :as url] '[norn.net :as net] '[norn.async :as a]
         '[norn.websocket :as ws] '[clojure.string :as str])

(defn handler [{:keys [uri headers scheme] :as request}]
  (case uri
    "/ws" (ws/accept request (fn [socket] (ws/send socket (str "you said " (ws/receive socket)))))
    "/redirect" {:status 302 :headers {"Location" "/after"}}
    {:status 200 :body (str (name scheme) " " uri " " (pr-str (select-keys headers ["proxy-authorization" "authorization"])))}))
(def certs "tests/net/support/certs/")
(def plain (http/serve handler))
(def secure (http/serve handler {:tls {:cert-file (str certs "server.pem") :key-file (str certs "server.key")}}))
(def http-base (str "http://127.0.0.1:" (:port plain)))
(def https-base (str "https://localhost:" (:port secure)))
(def tls {:ca-file (str certs "ca.pem")})

; --- a proxy ---------------------------------------------------------------------------
(def log (atom []))
(defn read-head [c] (loop [lines []] (let [line (net/read-line c)] (if (or (nil? line) (= "" line)) lines (recur (conj lines line))))))
(defn pump [from to] (net/copy from to) (net/shutdown-output to))
(defn proxied
  "Serves one connection of a proxy that wants these credentials, or none."
  [wanted]
  (fn [c]
    (let [[line & fields :as head] (read-head c)
          [method target] (str/split (str line) #" ")
          given (some #(second (re-matches #"(?i)proxy-authorization: (.*)" %)) fields)]
      (swap! log conj (str method " " (if (= "CONNECT" method) "host:port" (str/replace target http-base "P")) (when given " with a password")))
      (cond
        (and wanted (not= wanted given))
        (net/write c "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 9\r\n\r\nwho's it?")
        (= "CONNECT" method)
        (let [[host port] (str/split target #":")]
          (with-open [up (net/connect host (parse-long port))]
            (net/write c "HTTP/1.0 200 Connection established\r\nX-Proxy: yes\r\n\r\n")
            (a/scope (async (pump c up)) (pump up c))))
        :else
        (let [{:keys [host port path query]} (url/parse target)]
          (with-open [up (net/connect host port)]
            (net/write up (str method " " path (when query (str "?" query)) " HTTP/1.1\r\nConnection: close\r\n"
                               (str/join (map #(str % "\r\n") (remove #(re-find #"(?i)^(proxy-authorization|connection):" %) fields))) "\r\n"))
            (net/copy up c)))))))
(defn start [serve] (let [s (net/serve serve {})] [s (str "127.0.0.1:" (:port (net/local-address s)))]))
(def the-proxy (start (proxied nil)))
(def guarded (start (proxied "Basic dTpwOnE=")))
(defn shown [text] (reduce (fn [t [from to]] (str/replace t from to)) text {http-base "P" https-base "H" (second the-proxy) "PROXY" (second guarded) "GUARDED" (str "localhost:" (:port secure)) "localhost:N"}))
(defn ask [uri options]
  (reset! log [])
  (try
    (println (:body (http/get uri (merge {:tls tls :timeout 20000} options))) @log)
    (catch :default e
      (println (:code (ex-data e)) (:status (ex-data e)) (shown (ex-message e)) (some-> (:proxy (ex-data e)) shown) (shown (str (:uri (ex-data e)))) @log))))

; Plain requests are forwarded with their whole URL; https and WebSockets through a tunnel; redirects as they come.
(ask (str http-base "/a?b=c") {:proxy (second the-proxy)})
(ask (str https-base "/secure") {:proxy (str "http://" (second the-proxy))})
(ask (str https-base "/again") {:proxy (str "http://" (second the-proxy))})
(ask (str http-base "/redirect") {:proxy {:host "127.0.0.1" :port (:port (net/local-address (first the-proxy)))}})
(with-open [socket (http/connect-websocket (str/replace (str http-base "/ws") "http:" "ws:") {:proxy (second the-proxy)})]
  (ws/send socket "hello")
  (println (ws/receive socket) (last @log)))

; Name and password, in each way; the server never sees them, and the proxy not those of the server.
(ask (str http-base "/") {:proxy (second guarded)})
(ask (str http-base "/") {:proxy (str "http://u:p%3Aq@" (second guarded)) :basic-auth ["me" "secret"]})
(ask (str https-base "/") {:proxy (str "u:p%3Aq@" (second guarded))})
(ask (str https-base "/") {:proxy {:host "127.0.0.1" :port (:port (net/local-address (first guarded))) :user "u" :pass "p:q"}})
(ask (str https-base "/") {:proxy (second guarded)})
(ask (str https-base "/") {:proxy (str "u:wrong@" (second guarded))})

; Proxies that are not there, refuse, talk nonsense, are silent, or break off: the message names the proxy, nothing is left open.
(def the-pool (http/pool))
(defn failing [serve uri & [options]]
  (let [[server address] (start (fn [c] (read-head c) (serve c)))]
    (try
      (http/get uri (merge {:proxy address :tls tls :pool the-pool :timeout 20000} options))
      (catch :default e
        (println (:code (ex-data e)) (:phase (ex-data e)) (:status (ex-data e)) (shown (str/replace (ex-message e) address "PROXY"))
                 (shown (str (:uri (ex-data e)))) (= address (:proxy (ex-data e)))))
      (finally (net/close server)))))
(failing (fn [c] (net/write c "HTTP/1.1 403 Forbidden\r\nContent-Length: 1000000\r\n\r\nno")) https-base)
(failing (fn [c] (net/write c "HTTP/1.1 502 Bad Gateway\r\n\r\n")) https-base)
(failing (fn [c] (net/write c "220 smtp.example.org ready\r\n\r\n")) https-base)
(failing (fn [c] (net/write c "HTTP/1.1 200 OK\r\n\r\nthis is no TLS, is it?") (net/read-all c)) https-base)
(failing (fn [_]) https-base)
(failing (fn [c] (net/write c "HTTP/1.1 20")) https-base)
(failing (fn [c] (net/reset c)) https-base)
(failing (fn [c] (net/write c "HTTP/1.1 200 OK\r\n" (apply str (repeat 40000 "a")))) https-base)
(failing (fn [_] (a/sleep 100000)) https-base {:timeout {:connect 30}})
(failing (fn [c] (net/write c "HTTP/1.1 200 OK\r\n\r\n") (a/sleep 100000)) https-base {:timeout {:tls 30}})
(failing (fn [_]) http-base)
(let [[gone address] (start (fn [_]))]
  (net/close gone)
  (doseq [uri [http-base https-base]]
    (println (try (http/get uri {:proxy address :pool the-pool}) (catch :ECONNREFUSED e [(str/replace (ex-message e) address "PROXY") (= address (:proxy (ex-data e)))])))))
(println (distinct (vals (pool/counts the-pool))))
(println (map (fn [p] (try (proxy/parse p) (catch :http/bad-request e (ex-message e)))) ["x:81" "http://x" {:host "h" :port 1} "socks5://me:secret@x:1" "https://x:1" {:port 1} 7]))

; From the environment: which proxy for which URL.
(defn chosen [uri] (let [{:keys [host port]} (proxy/of :environment (let [parts (url/parse uri)] (assoc parts :port (or (:port parts) (if (= "https" (:scheme parts)) 443 80)))))] (when host (str host ":" port))))
(defn with-environment [env f] (with-redefs [norn.prim/getenv (fn [name] (get env name))] (f)))
(with-environment {"http_proxy" "http://p:1" "HTTPS_PROXY" "q:2" "no_proxy" "internal, .corp.example,10.0.0.1, host.x:8080,*.star"}
  (fn []
    (doseq [uri ["http://a.org" "https://a.org" "http://internal" "http://db.internal" "http://notinternal" "http://corp.example" "http://www.corp.example" "http://10.0.0.1:99"
                 "http://host.x:8080" "http://host.x:8081" "http://a.star" "http://star"]]
      (println uri (chosen uri)))))
(with-environment {"all_proxy" "all:3" "NO_PROXY" "*"} (fn [] (println (chosen "http://a.org"))))
(with-environment {"all_proxy" "all:3" "http_proxy" ""} (fn [] (println (chosen "http://a.org") (chosen "https://a.org"))))
(with-environment {"HTTP_PROXY" "evil:1" "REQUEST_METHOD" "GET"} (fn [] (println (chosen "http://a.org"))))
(with-environment {"HTTP_PROXY" "p:1"} (fn [] (println (chosen "http://a.org") (:body (http/get http-base)))))
(run! http/stop [plain secure])
(run! net/close [(first the-proxy) (first guarded)])
;=> http /a {} [GET P/a?b=c]
;=> https /secure {} [CONNECT host:port]
;=> https /again {} []
;=> http /after {} [GET P/redirect GET P/after]
;=> you said hello CONNECT host:port
;=> :http/status 407 GET P/ answered 407 Proxy Authentication Required nil P/ [GET P/]
;=> http / {"authorization" "Basic bWU6c2VjcmV0"} [GET P/ with a password]
;=> https / {} [CONNECT host:port with a password]
;=> https / {} []
;=> :http/proxy-refused 407 the proxy GUARDED refuses a tunnel to localhost:N: 407 Proxy Authentication Required, it wants a name and a password GUARDED H/ [CONNECT host:port]
;=> :http/proxy-refused 407 the proxy GUARDED refuses a tunnel to localhost:N: 407 Proxy Authentication Required, the name or password is wrong GUARDED H/ [CONNECT host:port with a password]
;=> :http/proxy-refused nil 403 the proxy PROXY refuses a tunnel to localhost:N: 403 Forbidden H true
;=> :http/proxy-refused nil 502 the proxy PROXY refuses a tunnel to localhost:N: 502 Bad Gateway H true
;=> :http/bad-response nil nil the proxy PROXY can't be used: the response of PROXY can't be read: this is no HTTP: the start line makes no sense H true
;=> :tls/not-tls nil nil cannot shake hands (TLS) with PROXY: the peer does not speak TLS here H false
;=> :http/closed nil nil the proxy PROXY can't be used: PROXY closed the connection without an answer H true
;=> :http/truncated nil nil the proxy PROXY can't be used: the response of PROXY can't be read: the connection ended before the message did H true
;=> :ECONNRESET nil nil the proxy PROXY can't be used: cannot read from PROXY: Connection reset by peer H true
;=> :http/too-large nil nil the proxy PROXY can't be used: the response of PROXY can't be read: the header fields are longer than the limit H true
;=> :http/timeout :connect nil no connection to localhost:N through the proxy PROXY within 30 ms H false
;=> :http/timeout :tls nil no TLS handshake with localhost:N within 30 ms H false
;=> :http/closed nil nil PROXY closed the connection without an answer P false
;=> [the proxy PROXY can't be used: cannot connect to PROXY: Connection refused true]
;=> [the proxy PROXY can't be used: cannot connect to PROXY: Connection refused true]
;=> ({:open 0, :idle 0, :waiting 0})
;=> ({:host x, :port 81, :authorization nil} {:host x, :port 3128, :authorization nil} {:host h, :port 1, :authorization nil} expected a proxy as http://host:port or {:host :port}, found "socks5://x:1" expected a proxy as http://host:port or {:host :port}, found "https://x:1" expected a proxy as http://host:port or {:host :port}, found {:port 1} expected a proxy as http://host:port or {:host :port}, found 7)
;=> http://a.org p:1
;=> https://a.org q:2
;=> http://internal nil
;=> http://db.internal nil
;=> http://notinternal p:1
;=> http://corp.example nil
;=> http://www.corp.example nil
;=> http://10.0.0.1:99 nil
;=> http://host.x:8080 nil
;=> http://host.x:8081 p:1
;=> http://a.star nil
;=> http://star nil
;=> nil
;=> all:3 all:3
;=> nil
;=> p:1 http / {}
