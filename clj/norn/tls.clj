;; TLS (1.2 and 1.3) over norn.net. The connections are those of norn.net: its
;; read, write, close … work on them; shutdown-output says goodbye (close_notify).
;;
;; A client verifies the server: its certificate must be for the host that was
;; asked for and lead to a CA of the system, or to one of :ca-file.
;;
;; A failure is a javax.net.ssl.SSLException, an IOException, with :code
;; :tls/certificate-expired :tls/self-signed-certificate :tls/unknown-issuer
;; :tls/wrong-host :tls/certificate-rejected :tls/certificate-required
;; :tls/protocol-version :tls/handshake-failure :tls/not-tls :tls/truncated …
;; (catch :tls/wrong-host e …) takes one.

(ns norn.tls
  (:require [norn.async :as async]
            [norn.defio :refer [defio]]
            [norn.file :as file]
            [norn.net :as net]))

;; --- contexts ---------------------------------------------------------------------------

(deftype Context [resource role options])

(defn- verification [{:keys [verify]}]
  (case verify
    (nil true :required) 2
    :optional 1
    (false :none) 0
    (throw (IllegalArgumentException. (str ":verify is true, false or :optional, not " (pr-str verify))))))

(defn- pem [text path]
  (cond
    text text
    path (file/read path)))

(defn- identity-texts
  "[certificate key password]"
  [{:keys [cert cert-file key key-file key-password]}]
  [(pem cert cert-file)
   (pem (or key (when-not key-file cert)) (or key-file (when-not cert cert-file)))
   key-password])

(defn- make-resource [role {:keys [ca ca-file system-ca alpn only-1-3 certificates resume] :as options}]
  (let [[own & others] (map identity-texts (if (or (:cert options) (:cert-file options) (empty? certificates))
                                             (cons options certificates)
                                             certificates))
        [cert key password] own]
    (norn.prim/tls-context (= role :server)
                           (verification options)
                           (if (nil? system-ca) (not (or ca ca-file)) (boolean system-ca))
                           (pem ca ca-file)
                           cert
                           key
                           (when (seq alpn) (vec alpn))
                           (boolean only-1-3)
                           password
                           (vec (apply concat others))
                           (not (false? resume)))))

(defio client-context
  "What connections of a client share; make it once for many. Options:
    :verify     false: believe anybody (true)
    :ca-file    path of a PEM file with CA certificates to trust instead of the system's; :ca is their text
    :system-ca  true: the system's too
    :cert-file, :key-file  PEM files for servers that want to know who we are: our certificate, followed by those between
                it and the CA, and its key (may stand in the same file); :cert, :key are their texts
    :key-password  of the key, if it has one
    :alpn       protocols to offer, the preferred first: [\"h2\" \"http/1.1\"]
    :only-1-3   true: no TLS 1.2
    :resume     false: each connection shakes hands from the start. Otherwise one to a peer that was there before goes on with
                that session, of which 128 are kept, and no certificates are exchanged"
  [options]
  (Context. (make-resource :client options) :client options))

(defio server-context
  "What connections of a server share. Options as for client-context: :cert-file and :key-file are its own (needed), :alpn
  what it speaks, and
    :verify   true: clients must show a certificate, of a CA in :ca-file; :optional: they may (false)
    :certificates  for servers of several names: [{:cert-file :key-file :key-password} …]; the first that is for the name a
                   client asks for is shown, else the server's own or, without one, the first
    :resume   false: no tickets, by which clients resume sessions"
  [options]
  (let [options (merge {:verify false} options)]
    (Context. (make-resource :server options) :server options)))

(defio reload
  "Reads the files of a context again; connections made from now on use what they hold now. If that fails, it throws and the
  context stays as it was. Returns the context."
  [^Context context]
  (norn.prim/tls-replace-context (.-resource context) (make-resource (.-role context) (.-options context)))
  context)

(def ^:private default-client (atom nil))

(def ^:private context-options
  [:verify :ca :ca-file :system-ca :cert :cert-file :key :key-file :key-password :alpn :only-1-3 :resume])

(def ^:private max-kept-contexts 16)

;; {options and what their files were: context}: so that connections with the same options resume each other's sessions.
(def ^:private kept-contexts (atom {}))

(defn- kept-context [options]
  (let [options (select-keys options context-options)
        key [options (mapv (fn [name] (when-let [path (get options name)] (select-keys (file/status path) [:size-bytes :modified-ms :inode])))
                           [:ca-file :cert-file :key-file])]]
    (or (get @kept-contexts key)
        (let [made (client-context options)]
          (swap! kept-contexts (fn [kept] (assoc (if (< (count kept) max-kept-contexts) kept {}) key made)))
          made))))

(defn- context-of [role {:keys [context] :as options}]
  (cond
    context context
    (= role :server) (server-context options)
    (some (fn [option] (contains? options option)) context-options) (kept-context options)
    :else (or @default-client (reset! default-client (client-context {})))))

;; --- connections --------------------------------------------------------------------------

(def ^:private handshake-timeout-ms 10000)

(defn- handshake [connection ^Context context server-name timeout]
  (let [done (volatile! false)]
    (try
      (async/with-timeout (or timeout handshake-timeout-ms)
        (norn.prim/tls-start (.-resource connection) (.-resource context) server-name))
      (vreset! done true)
      connection
      (finally
        (when-not @done (net/close connection))))))

(defio wrap
  "Puts TLS over a connection of norn.net, as the client: after STARTTLS, or through a proxy. Returns the connection.
  Options: :server-name, the host that must answer (with :verify false it may be left out); :handshake-timeout in
  milliseconds (10,000); :context; or those of client-context."
  [connection {:keys [server-name handshake-timeout] :as options}]
  (let [context (context-of :client options)]
    (when (and (nil? server-name) (not= 0 (verification (.-options ^Context context))))
      (throw (IllegalArgumentException. "whose certificate is it to be? :server-name is missing")))
    (handshake connection context server-name handshake-timeout)))

(defio wrap-server
  "Puts TLS over a connection of norn.net, as the server. Options: :context, or those of server-context;
  :handshake-timeout in milliseconds (10,000). Returns the connection."
  [connection {:keys [handshake-timeout] :as options}]
  (handshake connection (context-of :server options) nil handshake-timeout))

(defio connect
  "Connects to a host and port with TLS and returns the connection. Options: those of norn.net/connect (:timeout is for
  everything), :context or those of client-context, :server-name if the certificate is for another name than host,
  :handshake-timeout in milliseconds (10,000).
  (with-open [c (connect \"example.com\" 443)] (net/write c \"GET / HTTP/1.0\\r\\n\\r\\n\") (net/read-string c))"
  ([host port] (connect host port nil))
  ([host port {:keys [timeout server-name] :as options}]
   (let [context (context-of :client options)
         connect-now (fn []
                       (handshake (net/connect host port (dissoc options :timeout)) context (or server-name host)
                                  (:handshake-timeout options)))]
     (if timeout (async/with-timeout timeout (connect-now)) (connect-now)))))

(defn info
  "How a connection is secured: a map of :version (\"TLSv1.3\"), :cipher, :resumed (true: with an earlier session), :alpn and :server-name (nil: none), and
  :peer-certificate (nil if it has shown none): :subject and :issuer (RFC 2253), :expires-ms (since 1970 UTC), :sha256 (the
  fingerprint). nil if it does not speak TLS."
  [connection]
  (norn.prim/tls-info (.-resource connection)))

(defn serve
  "Like norn.net/serve, with TLS: (handler connection) is called when the handshake is over; clients that fail it are dropped
  (and told to :on-error). Options: those of norn.net/serve, and :context or those of server-context, :handshake-timeout.
  (serve (fn [c] (net/write c \"hello\")) {:port 8443 :cert-file \"cert.pem\" :key-file \"key.pem\"})"
  [handler {:keys [on-error] :as options}]
  (let [context (context-of :server options)]
    (net/serve (fn [connection]
                 (when (try
                         (wrap-server connection (assoc options :context context))
                         (catch java.io.IOException e (when on-error (on-error e connection)) nil)
                         (catch :norn/timeout e (when on-error (on-error e connection)) nil))
                   (handler connection)))
               options)))
