;; The HTTP/1.1 client. A request is a map; sending it suspends the task until
;; its response is there. What a map means is in norn.http.request, one exchange in
;; norn.http.exchange, connections in norn.http.pool; here are what becomes of
;; the response's body, redirects and retries.
;;
;; A failure is a java.io.IOException whose ex-data has :type :norn/io-error, :uri,
;; :method and :code: what the network says (:ECONNREFUSED …), what TLS says
;; (:tls/…), or
;;   :http/timeout         with :phase and :timeout-ms
;;   :http/closed          the server closed the connection without an answer
;;   :http/truncated       the response broke off
;;   :http/bad-response    it is no HTTP, or is not compressed as it says
;;   :http/too-large       head or body exceed a limit
;;   :http/proxy-refused   with :status
;;   :http/too-many-redirects, :http/bad-redirect, :http/body-not-repeatable
;; A request that can't be sent at all is an ex-info with :http/bad-url or
;; :http/bad-request. A status of 400 and more is an ex-info with :code :http/status
;; that holds the response, unless :throw is false.

(ns norn.http.client
  (:refer-clojure :exclude [get])
  (:require [clojure.string :as str]
            [norn.async :as async]
            [norn.compress :as compress]
            [norn.defio :refer [defio]]
            [norn.http.body :as body]
            [norn.http.content :as content]
            [norn.http.cookies :as cookies]
            [norn.http.date :as date]
            [norn.http.exchange :refer [exchange timed]]
            [norn.http.failure :refer [at failure]]
            [norn.http.pool :as pool]
            [norn.http.request :as request]
            [norn.json :as json]
            [norn.url :as url]
            [norn.websocket :as websocket]))

(def default-pool (pool/pool))

(defn- method-text [request] (str/upper-case (name (:request-method request))))

;; --- what becomes of the body -----------------------------------------------------------------

(def ^:private codings {"gzip" :gzip "x-gzip" :gzip "deflate" :deflate "br" :brotli "zstd" :zstd})

(defn- codings-of
  "How the body is compressed, the last coding first; as far as they are known."
  [response request]
  (if (false? (:compressed request))
    nil
    (when-let [field (clojure.core/get (:headers response) "content-encoding")]
      (into [] (comp (map (fn [name] (str/lower-case (str/trim name))))
                     (remove #{"identity" ""})
                     (map codings)
                     (take-while some?))
            (rseq (str/split field #","))))))

(defn- not-compressed [e shown request]
  (if (= :compress/too-long (:code (ex-data e)))
    (failure :http/too-large (str "the response of " shown " is too large: " (ex-message e)) {:method (method-text request) :uri shown} e)
    (failure :http/bad-response (str "the response of " shown " says it is compressed, but it is not: " (ex-message e))
             {:method (method-text request) :uri shown} e)))

(defn- of-compression? [e] (identical? :norn/compress-error (:type (ex-data e))))

(defn- decompressing-body
  "A body of what another one holds compressed. An empty one stays empty."
  [compressed codings shown request]
  (let [seen (volatile! false)
        first-source (fn []
                       (let [piece (body/read compressed)]
                         (when piece (vreset! seen true))
                         piece))
        source (reduce (fn [next-piece coding] (compress/decompressing-source coding next-piece {:max-bytes (:max-body-bytes request)}))
                       first-source codings)]
    (body/body (fn []
                 (try
                   (source)
                   (catch java.io.IOException e
                     (if (of-compression? e)
                       (when @seen
                         (norn.interop/close compressed)
                         (throw (not-compressed e shown request)))
                       (throw e)))))
               (fn [] (norn.interop/close compressed)))))

(defn- streamed [response request]
  (let [content (:body response)
        content (if (body/body? content) content (body/bytes-body content))
        codings (codings-of response request)]
    (assoc response :body
           (if (seq codings)
             (decompressing-body content codings (:uri response) request)
             content))))

(defn- all-bytes [response request]
  (let [content (:body response)
        shown (:uri response)
        limit (or (:max-body-bytes request) body/default-limit-bytes)
        bytes (if (body/body? content)
                (try
                  (body/read-all content limit)
                  (catch :too-long e
                    (throw (failure :http/too-large (str "the response of " shown " is too large: " (ex-message e))
                                    {:method (method-text request) :uri shown} e)))
                  (finally (norn.interop/close content)))
                content)
        codings (codings-of response request)]
    (if (and (seq codings) (pos? (alength bytes)))
      (try
        (reduce (fn [bytes coding] (compress/decompress coding bytes {:max-bytes limit})) bytes codings)
        (catch java.io.IOException e
          (throw (if (of-compression? e) (not-compressed e shown request) e))))
      bytes)))

(def ^:private max-failed-bytes "Of the body of a status that is thrown while :as is :stream." 1048576)

(defn- throws? [response request]
  (and (>= (:status response) 400) (not (false? (:throw request)))))

(defn- json-of
  "What bytes say as JSON. The page of an error need not be any: it stays text."
  [bytes response request]
  (when (pos? (alength bytes))
    (try
      (json/parse bytes {:key-fn (or (:json-key-fn request) keyword)})
      (catch Exception e
        (if (>= (:status response) 400) (norn.prim/bytes-string bytes) (throw e))))))

(defn- coerced
  "The response with its body as the request wants it."
  [response {:keys [as] :as request}]
  (cond
    ;; Nobody would close a body that is in an exception.
    (and (= as :stream) (throws? response request))
    (update (streamed response request) :body (fn [content] (body/bytes-body (body/beginning content max-failed-bytes))))
    (= as :stream) (streamed response request)
    :else
    (let [bytes (all-bytes response request)]
      (assoc response :body
             (case as
               (:bytes :byte-array) bytes
               :json (json-of bytes response request)
               (norn.prim/bytes-string bytes))))))

(defn- drop-body [response]
  (when (body/body? (:body response)) (norn.interop/close (:body response))))

;; --- one attempt --------------------------------------------------------------------------------

(def ^:private idempotent #{:get :head :put :delete :options :trace})

(defn- may-repeat? [request]
  (and (contains? idempotent (:request-method request)) (:repeatable (:content request))))

(defn- gone?
  "Whether this is how it looks when a kept connection was closed by the server meanwhile."
  [e]
  (contains? #{:http/closed :ECONNRESET :EPIPE} (:code (ex-data e))))

(defn- store-cookies [request parts response]
  (when-let [jar (:cookie-jar request)]
    (when-let [fields (clojure.core/get (:headers response) "set-cookie")]
      (cookies/store! jar parts fields (norn.prim/wall-millis)))))

(defn- attempt
  "Sends a request once; a kept connection that turns out to be dead is replaced, if the request may be repeated."
  [request]
  (let [parts (request/parse-target request)
        shown (request/shown parts)
        content (:content request)
        key (request/pool-key request parts)
        forwarding (when (= "http" (:scheme parts)) (:proxy key))
        method (method-text request)
        fields (request/fields-of request parts method content forwarding)
        ; Without a body only the program's own fields can declare a size.
        size (if (or (some? (:source content)) (seq (:headers request))) (request/declared-size fields) 0)
        head (request/head-bytes method (request/target-of parts forwarding) fields)
        the-pool (or (:pool request) default-pool)
        once (fn [last?]
               (let [connection (pool/take-connection the-pool key request)]
                 (try
                   (exchange connection request head content size method shown)
                   (catch java.io.IOException e
                     (if (and (not last?) (pool/reused? connection) (gone? e) (may-repeat? request))
                       nil
                       (throw e))))))
        response (try
                   (or (once false) (once false) (once false) (once true))
                   (catch java.io.IOException e (throw (at e method shown))))]
    (store-cookies request parts response)
    (assoc response :uri shown :parts parts)))

;; --- redirects: RFC 9110, 15.4 ---------------------------------------------------------------------

(defn- without-headers [request drop?]
  (if (seq (:headers request))
    (update request :headers (fn [headers]
                               (into {} (remove (fn [[k _]] (drop? (str/lower-case (request/header-name k))))) headers)))
    request))

(defn- as-get [request]
  (-> (dissoc request :body :form-params :json :multipart :expect-continue)
      (assoc :request-method :get :content content/none)
      (without-headers (fn [name] (or (str/starts-with? name "content-") (= "transfer-encoding" name))))))

(defn- to-another-origin [request]
  (-> (dissoc request :basic-auth :bearer :oauth-token :cookies)
      (without-headers #{"authorization" "proxy-authorization" "cookie" "host"})))

(defn- redirect-target
  "The URL a response sends us to."
  [request response location]
  (let [from (:parts response)
        bad (fn [cause]
              (failure :http/bad-redirect (str (:uri response) " redirects to what is no http or https URL: " location)
                       {:method (method-text request) :uri (:uri response) :location location :status (:status response)} cause))
        to (try
             (url/parse (url/resolve (url/build from) location))
             (catch :url/syntax e (throw (bad e))))]
    (when-not (and (contains? #{"http" "https"} (:scheme to)) (not-empty (:host to))) (throw (bad nil)))
    (cond-> to
      (and (nil? (:fragment to)) (:fragment from)) (assoc :fragment (:fragment from))
      (and (nil? (:user-info to)) (:user-info from) (= (request/origin-of from) (request/origin-of to)))
      (assoc :user-info (:user-info from)))))

(defn- redirected
  "The request that a response redirects to, or nil if that is not to be followed."
  [request response]
  (let [location (clojure.core/get (:headers response) "location")
        {:keys [status parts]} response
        follow (:follow-redirects request)]
    (when (and location (contains? #{301 302 303 307 308} status) (not (contains? #{false :never} follow)))
      (let [to (redirect-target request response location)
            becomes-get (or (and (= status 303) (not= :head (:request-method request)))
                            (and (= :post (:request-method request)) (contains? #{301 302} status)))]
        (cond
          (and (= "https" (:scheme parts)) (= "http" (:scheme to)) (not= :always follow)) nil
          (not (or becomes-get (:repeatable (:content request))))
          (throw (failure :http/body-not-repeatable
                          (str (:uri response) " redirects (" status ") to " (request/shown to)
                               ", but the body was streamed and can't be sent again")
                          {:method (method-text request) :uri (:uri response) :location (request/shown to) :status status} nil))
          :else (cond-> (assoc request :uri (url/build to) :query-params nil)
                  becomes-get as-get
                  (not= (request/origin-of parts) (request/origin-of to)) to-another-origin))))))

(defn- follow [request]
  (let [limit (or (:max-redirects request) 10)]
    (loop [request request from []]
      (let [response (attempt request)
            next-request (try
                           (redirected request response)
                           (catch java.io.IOException e
                             (drop-body response)
                             (throw e)))]
        (if (nil? next-request)
          (coerced (if (seq from) (assoc response :redirects from) response) request)
          (do
            (drop-body response)
            (when (>= (count from) limit)
              (throw (failure :http/too-many-redirects (str "more than " limit " redirects, the last one to "
                                                            (request/shown (url/parse (:uri next-request))))
                              {:method (method-text request) :uri (:uri response) :redirects from} nil)))
            (recur next-request (conj from (:uri response)))))))))

;; --- retries ----------------------------------------------------------------------------------------

(def retry-codes
  "The failures that may pass."
  #{:ECONNREFUSED :ECONNRESET :ECONNABORTED :EPIPE :ETIMEDOUT :ENETUNREACH :EHOSTUNREACH :EAI_AGAIN
    :http/closed :http/truncated :http/timeout})

(def retry-statuses "The answers that may be others later." #{429 502 503 504})

(defn- asked-pause-ms
  "What Retry-After says (RFC 9110, 10.2.3), or nil."
  [response]
  (when-let [text (clojure.core/get (:headers response) "retry-after")]
    (if-let [seconds (parse-long (str/trim text))]
      (* 1000 (max 0 seconds))
      (when-let [ms (date/parse text)] (max 0 (- ms (norn.prim/wall-millis)))))))

(defn- pause-ms
  "How long to wait before the next attempt, or nil: the server wants more than max-delay."
  [response wait {:keys [max-delay jitter]}]
  (let [own (* (min max-delay wait) (- 1 (* jitter (rand))))
        asked (when response (asked-pause-ms response))]
    (cond
      (nil? asked) own
      (> asked max-delay) nil
      :else (max own asked))))

(defn- outcome-of
  "[response nil], or [nil e] after a failure that may pass."
  [request]
  (try
    [(follow request) nil]
    (catch java.io.IOException e
      (if (contains? retry-codes (:code (ex-data e))) [nil e] (throw e)))))

(defn- with-retries [request]
  (let [given (:retries request)
        {:keys [attempts all-methods] :as options}
        (merge {:delay 100 :max-delay 10000 :factor 2 :jitter 0.5} (if (map? given) given {:attempts given}))]
    (if-not (and attempts (pos? attempts)
                 (:repeatable (:content request))
                 (or all-methods (contains? idempotent (:request-method request))))
      (follow request)
      (loop [left attempts wait (:delay options)]
        (let [[response e] (outcome-of request)
              again (and (pos? left) (or e (contains? retry-statuses (:status response))))
              pause (when again (pause-ms response wait options))]
          (cond
            pause (do (when (and response (= :stream (:as request))) (norn.interop/close (:body response)))
                      (async/sleep pause)
                      (recur (dec left) (* wait (:factor options))))
            e (throw e)
            :else response))))))

;; --- requests ----------------------------------------------------------------------------------

(defn- send-now [request]
  (let [response (dissoc (with-retries request) :parts)]
    (if (throws? response request)
      (throw (ex-info (str (method-text request) " " (:uri response) " answered " (:status response)
                           (when-not (= "" (:reason response)) (str " " (:reason response))))
                      (assoc response :type :norn/http-status :code :http/status)))
      response)))

(defio request
  "Sends an HTTP/1.1 request and returns its response, a map of :status, :reason, :headers (names in lower case), :body, :uri,
  :version and, if there were any, :redirects. The request:
    :uri              or :url: a string or a map as of norn.url/build
    :method           or :request-method; :get unless told
    :headers          a map; names strings or keywords, values strings, numbers or collections of those
    :query-params, :form-params   maps        :json   anything, sent as JSON
    :multipart        [{:name :content :file-name :content-type} …]; :content is a string, bytes, a File or an input stream
    :body             a string, bytes, a File; or streamed: an input stream (closed in the end), a function (f write), a seq or a
                      channel; then chunked, unless :headers give a Content-Length. (The map holds a seq: large ones are functions)
    :as               :text (default), :bytes, :json (keyword keys), or :stream: an input stream (also of norn.http/read-piece),
                      decompressed as it comes. Read it to its end or close it: it holds its connection
    :throw            false: statuses of 400 and more do not throw
    :timeout          ms until the response is returned, or by phase, then :code :http/timeout with :phase: {:pool a free
                      connection, :connect name lookup, TCP and a proxy's tunnel, :tls the handshake (as :connect, or 10,000),
                      :response until its head (and a small body, unless :read is given), :read without a byte of the body, :total}
    :retries          n or {:attempts :delay 100 :factor 2 :max-delay 10000 :jitter 0.5 :all-methods}: tries again after
                      failures of the network (:ECONNREFUSED :ECONNRESET :EPIPE :ETIMEDOUT :ENETUNREACH :EHOSTUNREACH :EAI_AGAIN),
                      :http/closed, :http/truncated, :http/timeout and statuses 429, 502, 503, 504, for idempotent methods and
                      bodies that can be sent twice; waits as Retry-After says, unless that is more than :max-delay
    :follow-redirects false or :never: not; true: not from https to http; :always. At most :max-redirects (10). To another
                      origin go no credentials and no :cookies. A 307 or 308 for a streamed body is :http/body-not-repeatable
    :basic-auth       [user password]       :bearer  a token
    :cookies          {name value}          :cookie-jar  (cookie-jar)
    :proxy            \"http://user:password@host:port\", a map of these, or :environment (http_proxy, no_proxy …)
    :unix-path        of a socket to connect to instead
    :expect-continue  true or ms: the body is sent when the server says so, or nothing for 1,000 ms
    :compressed       false: no Accept-Encoding, and nothing is decompressed
    :max-head-bytes   32,768, :max-headers 100, :max-body-bytes 1 GiB (of a stream: any number); more is :http/too-large
    :pool             (pool {:max-per-host 256 :keep-alive 30000})
    :tls              options of norn.tls/client-context
  A connection that was kept and turns out to be closed is replaced for idempotent methods; a POST is never sent twice. Trailers
  of a chunked response are checked and dropped. See norn.http.client for the failures.
  (request {:uri \"http://localhost:8080/\" :method :post :json {:a 1} :as :json})"
  ([req]
   (let [req (request/normal req)]
     (if-let [ms (:total-timeout req)]
       (async/bounded ms (fn [] (send-now req))
         (fn []
           (let [shown (request/shown (request/parse-target req))]
             (throw (failure :http/timeout (str "no complete response of " shown " within " ms " ms")
                             {:phase :total :timeout-ms ms :method (method-text req) :uri shown} nil)))))
       (send-now req))))
  ([uri options] (request (assoc options :uri uri))))

(defmacro ^:private defmethods [& names]
  `(do
     ~@(map (fn [name]
              `(defio ~name
                 ~(str "Sends a " (str/upper-case (str name)) " request; see request for the options and the response.")
                 ([~'uri] (request {:uri ~'uri :method ~(keyword name)}))
                 ([~'uri ~'options] (request (assoc ~'options :uri ~'uri :method ~(keyword name))))))
            names)))

(defmethods get post put patch delete head options)

;; --- WebSockets ----------------------------------------------------------------------------------

(defn- websocket-answer
  "Sends the handshake (RFC 6455, 4.1) on a connection of its own; the socket."
  [connection request parts key]
  (let [client (.-client ^norn.http.pool.Connection connection)
        fields (request/fields-of request parts "GET" content/none nil)
        head (request/head-bytes "GET" (request/target-of parts nil) fields)]
    (norn.prim/http-client-begin client head nil nil true nil)
    (let [[status reason headers] (norn.prim/http-client-response client)
          field (fn [name] (clojure.core/get headers name ""))]
      (when-not (and (= 101 status)
                     (= "websocket" (str/lower-case (field "upgrade")))
                     (= (norn.prim/ws-accept-key key) (field "sec-websocket-accept")))
        (throw (failure :websocket/refused (str (request/shown parts) " does not open a WebSocket: " status " " reason)
                        {:status status :headers headers} nil)))
      (websocket/->Socket (norn.prim/ws-open (norn.prim/http-client-release client)
                                             (norn.prim/ws-deflate-agreed? (field "sec-websocket-extensions"))
                                             (or (:max-message-bytes request) 16777216))))))

(defio connect-websocket
  "Opens a WebSocket (see norn.websocket) to a ws:// or wss:// URL. Options: :headers, :protocols (a vector of subprotocols),
  :compress false, :max-message-bytes (16 MiB), :timeout ms for the handshake, and of HTTP requests :basic-auth, :bearer, :tls,
  :proxy, :unix-path. An IOException with :code :websocket/refused if the server does not agree.
  (with-open [ws (connect-websocket \"ws://localhost:8080/chat\")] (norn.websocket/send ws \"hello\"))"
  ([uri] (connect-websocket uri nil))
  ([uri options]
   (let [uri (str/replace uri #"^ws" "http")
         key (norn.prim/ws-random-key)
         protocols (:protocols options)
         headers (cond-> {"Connection" "Upgrade" "Upgrade" "websocket" "Sec-WebSocket-Version" "13" "Sec-WebSocket-Key" key}
                   (seq protocols) (assoc "Sec-WebSocket-Protocol" (str/join ", " protocols))
                   (not (false? (:compress options))) (assoc "Sec-WebSocket-Extensions" (norn.prim/ws-deflate-offer)))
         request (request/normal (-> (assoc options :uri uri)
                                     (update :headers merge headers)))
         parts (request/parse-target request)]
     (timed (:total-timeout request) :total (str "WebSocket at " (request/shown parts))
            (fn []
              (let [own-pool (pool/pool)
                    connection (pool/take-connection own-pool (assoc (request/pool-key request parts) :tunneled true) request)
                    socket (volatile! nil)]
                (try
                  (vreset! socket (websocket-answer connection request parts key))
                  (finally
                    (when-not @socket (norn.prim/http-client-close (.-client ^norn.http.pool.Connection connection)))))
                @socket))))))
