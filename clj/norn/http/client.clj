;; The HTTP/1.1 client. A request is a map; sending it suspends the task until
;; its response is there. One connection's work is C++ (src/io/http1_client_connection.h);
;; here are what a request map means, redirects, retries, time limits, and what
;; becomes of the body.
;;
;; A failure is a java.io.IOException whose ex-data has :type :norn/io-error and
;; :code: what the network says (:ECONNREFUSED …), :http/timeout (with :phase),
;; :http/closed, :http/truncated, :http/too-large, :http/bad-response. A status
;; of 400 and more is an ex-info with :code :http/status that holds the response,
;; unless :throw is false.

(ns norn.http.client
  (:refer-clojure :exclude [get])
  (:require [clojure.string :as str]
            [norn.async :as async]
            [norn.base64 :as base64]
            [norn.compress :as compress]
            [norn.defio :refer [defio]]
            [norn.http.body :as body]
            [norn.http.cookies :as cookies]
            [norn.http.multipart :as multipart]
            [norn.http.pool :as pool]
            [norn.json :as json]
            [norn.url :as url]
            [norn.websocket :as websocket]))

(def default-pool (pool/pool))

(defn- failure [code message data cause]
  (norn.prim/make-exception "java.io.IOException" message (assoc data :type :norn/io-error :code code) cause))

(defn- now-ms [] (quot (norn.prim/monotonic-nanos) 1000000))

;; --- what a request map means ------------------------------------------------------------

(defn- header-name [name] (if (keyword? name) (clojure.core/name name) (str name)))

(defn- header-fields
  "The headers a program gives as a vector of name, value, name, value …; values may be collections."
  [headers]
  (reduce-kv (fn [fields name value]
               (if (and (coll? value) (not (map? value)))
                 (reduce (fn [fields item] (conj fields (header-name name) (str item))) fields value)
                 (conj fields (header-name name) (if (keyword? value) (clojure.core/name value) (str value)))))
             [] headers))

(defn- has-field? [fields name]
  (loop [i 0]
    (cond
      (>= i (count fields)) false
      (= name (str/lower-case (nth fields i))) true
      :else (recur (+ i 2)))))

(defn- with-default [fields name value]
  (if (or (nil? value) (has-field? fields (str/lower-case name))) fields (conj fields name value)))

(defn- basic [[user password]] (str "Basic " (base64/encode (str user ":" password))))

(defn- authorization [{:keys [basic-auth bearer oauth-token]} parts]
  (cond
    (map? basic-auth) (basic [(:user basic-auth) (or (:pass basic-auth) (:password basic-auth))])
    basic-auth (basic basic-auth)
    (or bearer oauth-token) (str "Bearer " (or bearer oauth-token))
    (:user-info parts) (basic (map url/decode (str/split (:user-info parts) #":" 2)))))

(defn- parse-target [request]
  (let [given (or (:uri request) (:url request))
        text (if (map? given) (url/build given) (str given))
        parts (url/parse text)
        {:keys [scheme host]} parts]
    (when-not (and host (or (= scheme "http") (= scheme "https")))
      (throw (ex-info (str "expected a URL that begins with http:// or https://, found " (pr-str text))
                      {:type :norn/io-error :code :http/bad-url :url text})))
    (if-let [params (:query-params request)]
      (url/parse (url/build (assoc parts :query-params params)))
      parts)))

(defn- default-port [scheme] (if (= scheme "https") 443 80))

(defn- parse-proxy [proxy]
  (when proxy
    (let [parts (if (map? proxy) proxy (url/parse (if (str/includes? proxy "://") proxy (str "http://" proxy))))]
      {:host (:host parts) :port (or (:port parts) 3128)
       :authorization (authorization (select-keys parts [:basic-auth]) parts)})))

(defn- request-target [{:keys [path query]}]
  (str (if (or (nil? path) (= "" path)) "/" path) (when query (str "?" query))))

;; What a body is sent as: [content-type content], content nil, a string, bytes, or something to stream.
(defn- request-body [{:keys [body form-params json multipart] :as request}]
  (cond
    multipart (multipart/encode multipart)
    form-params ["application/x-www-form-urlencoded" (url/form-encode form-params)]
    (contains? request :json) ["application/json" (json/write json)]
    (nil? body) nil
    :else [nil body]))

(defn- at-once? [content] (or (nil? content) (string? content) (bytes? content)))

(defn- content-length [content]
  (if (string? content) (norn.prim/utf8-length content) (alength content)))

(def ^:private accept-types {:json "application/json" :text "text/plain" :html "text/html" :xml "application/xml"})

(defn- fields-of [request parts method content-type content proxied?]
  (let [{:keys [headers as accept user-agent cookie-jar compressed]} request
        port (:port parts)
        fields (header-fields headers)
        has-body (or (some? content) (= method "POST") (= method "PUT") (= method "PATCH"))]
    (-> fields
        (with-default "Host" (if (and port (not= port (default-port (:scheme parts)))) (str (:host parts) ":" port) (:host parts)))
        (with-default "User-Agent" (or user-agent "norn"))
        (with-default "Accept" (if accept (accept-types accept accept) (if (= as :json) "application/json" "*/*")))
        (with-default "Accept-Encoding" (if (or (= as :stream) (false? compressed)) nil "gzip, deflate, br"))
        (with-default "Authorization" (authorization request parts))
        (with-default "Content-Type" content-type)
        (with-default "Cookie" (or (when-let [cookies (:cookies request)]
                                     (str/join "; " (map (fn [[k v]] (str (header-name k) "=" v)) cookies)))
                                   (when cookie-jar (cookies/header cookie-jar parts (norn.prim/wall-millis)))))
        (with-default "Proxy-Authorization" (when proxied? (:authorization (parse-proxy (:proxy request)))))
        (with-default "Expect" (when (:expect-continue request) "100-continue"))
        (cond->
         (and has-body (at-once? content)) (with-default "Content-Length" (str (if (nil? content) 0 (content-length content))))
         (not (at-once? content)) (as-> f (if (has-field? f "content-length") f (conj f "Transfer-Encoding" "chunked")))))))

;; --- one exchange ---------------------------------------------------------------------------

(defn- piece-of [x]
  (cond
    (or (string? x) (bytes? x)) x
    (nil? x) ""
    :else (str x)))

(defn- send-content
  "Streams a body: a function (f write), a body or other input stream, a channel or a seq. Ends early when the response is
  complete."
  [client content chunked?]
  (let [wanted (volatile! true)
        write (fn [piece]
                (when @wanted (vreset! wanted (norn.prim/http-client-send client (piece-of piece) chunked?)))
                nil)]
    (cond
      (fn? content) (content write)
      (body/body? content) (try
                             (loop []
                               (when @wanted
                                 (when-let [piece (body/read content)]
                                   (write piece)
                                   (recur))))
                             (finally (norn.interop/close content)))
      (norn.prim/channel? content) (loop []
                                     (when @wanted
                                       (when-some [piece (norn.prim/chan-take content)]
                                         (write piece)
                                         (recur))))
      (instance? java.io.InputStream content) (write (.readAllBytes content))
      :else (doseq [piece content :while @wanted] (write piece)))
    (when (and chunked? @wanted) (norn.prim/http-client-send client nil true))))

(defn- start-sending
  "The task that streams a body while the response may already be coming. When it fails the connection is closed, which ends
  the waiting for the response."
  [client content chunked?]
  (let [task (async/outside-scopes
              (fn []
                (norn.prim/spawn
                 (fn* []
                   (let [sent (volatile! false)]
                     (try
                       (send-content client content chunked?)
                       (vreset! sent true)
                       (finally
                         (when-not @sent (norn.prim/http-client-close client)))))))))]
    (norn.prim/observe! task)
    task))

(defn- stop-sending [client sender]
  (when-not (async/done? sender)
    (norn.prim/http-client-close client)
    (norn.prim/cancel! sender nil false)))

(def ^:private continue-ms 1000) ; so long a server may take for its 100; RFC 9110, 10.1.1 leaves it to the client

(defn- send-request
  "Sends head and body; returns the task that still sends the body, or nil."
  [client head content request chunked?]
  (let [head-request? (identical? :head (:request-method request))]
    (cond
      (:expect-continue request)
      (do (norn.prim/http-client-begin client head nil head-request?)
          (when (async/bounded continue-ms (fn [] (norn.prim/http-client-await-continue client)) (fn [] true))
            (if (at-once? content)
              (do (norn.prim/http-client-send client content false)
                  nil)
              (start-sending client content chunked?))))
      (at-once? content) (norn.prim/http-client-begin client head content head-request?)
      :else (do (norn.prim/http-client-begin client head nil head-request?)
                (start-sending client content chunked?)))))

(defn- timed [ms phase request f]
  (if ms
    (async/bounded ms f
      (fn [] (throw (failure :http/timeout
                             (str "no " (if (= phase :total) "complete response" "response") " of " (:uri request) " within " ms " ms")
                             {:phase phase :timeout-ms ms :uri (:uri request)} nil))))
    (f)))

(defn- await-response
  "The response; or the failure of the sender, which is why there is none."
  [client sender]
  (try
    (norn.prim/http-client-response client)
    (catch java.io.IOException e
      (if (and sender (identical? :failure (norn.prim/task-state sender)))
        (throw (norn.prim/task-result sender))
        (throw e)))))

;; A response whose :body is bytes (complete) or a body (to be read).
(defn- exchange [connection request head content chunked?]
  (let [client (.-client ^norn.http.pool.Connection connection)
        sender (volatile! nil)
        streaming (volatile! false)
        end (fn []
              (when @sender (stop-sending client @sender))
              (pool/give-back connection))]
    (try
      (let [[status reason headers bytes complete? _ minor]
            (timed (:response-timeout request) :response request
                   (fn []
                     (vreset! sender (send-request client head content request chunked?))
                     (await-response client @sender)))
            response {:status status :reason reason :headers headers :version (if (= 0 minor) :http1.0 :http1.1)}]
        (if (or complete? (= status 101))
          (assoc response :body bytes)
          (do (vreset! streaming true)
              (assoc response :body
                     (body/body (fn []
                                  (let [piece (timed (:read-timeout request) :read request
                                                     (fn [] (norn.prim/http-client-read client)))]
                                    (when (nil? piece) (end))
                                    piece))
                                end)))))
      (finally
        (when-not @streaming (end))))))

;; --- what becomes of the body -----------------------------------------------------------------

(def ^:private codings {"gzip" :gzip "x-gzip" :gzip "deflate" :deflate "br" :brotli "zstd" :zstd})

(defn- decoded [bytes coding limit]
  (let [options {:max-bytes limit}]
    (if (= coding :deflate)
      (try
        (compress/decompress :deflate bytes options)
        (catch :compress/broken _ (compress/decompress :raw-deflate bytes options))) ; what some servers mean by it
      (compress/decompress coding bytes options))))

(defn- all-bytes [response request]
  (let [content (:body response)
        limit (or (:max-body-bytes request) body/default-limit-bytes)
        bytes (if (body/body? content)
                (try (body/read-all content limit) (finally (norn.interop/close content)))
                content)
        coding (when-not (false? (:compressed request))
                 (codings (some-> (clojure.core/get (:headers response) "content-encoding") str/trim str/lower-case)))]
    (if (and coding (pos? (alength bytes)))
      (try
        (decoded bytes coding limit)
        (catch :compress/too-long e (throw (failure :http/too-large (ex-message e) {:uri (:uri request)} e)))
        (catch java.io.IOException e
          (throw (failure :http/bad-response (str "the response of " (:uri request) " says it is compressed, but it is not: "
                                                  (ex-message e)) {:uri (:uri request)} e))))
      bytes)))

(defn- coerced [response request]
  (let [as (:as request)]
    (if (= as :stream)
      (if (body/body? (:body response))
        response
        (assoc response :body (let [bytes (:body response)]
                                  (body/body (when (pos? (alength bytes)) bytes) (fn [] nil) (fn [] nil)))))
      (let [bytes (all-bytes response request)]
        (assoc response :body
               (case as
                 :bytes bytes
                 :byte-array bytes
                 :json (when (pos? (alength bytes)) (json/parse bytes {:key-fn (or (:json-key-fn request) keyword)}))
                 (norn.prim/bytes-string bytes)))))))

(defn- drop-body [response]
  (when (body/body? (:body response)) (norn.interop/close (:body response))))

;; --- attempts, redirects, retries ----------------------------------------------------------------

(defn- origin-of [request parts]
  {:scheme (:scheme parts)
   :host (:host parts)
   :port (or (:port parts) (default-port (:scheme parts)))
   :proxy (parse-proxy (:proxy request))
   :tls (:tls request)
   :unix-path (:unix-path request)})

(def ^:private idempotent #{:get :head :put :delete :options :trace})

(defn- replayable? [content] (at-once? content))

(defn- attempt
  "Sends a request once; a kept connection that turns out to be dead is replaced."
  [request]
  (let [parts (parse-target request)
        method (str/upper-case (name (:request-method request)))
        [content-type content] (request-body request)
        proxied? (and (:proxy request) (= "http" (:scheme parts)))
        fields (fields-of request parts method content-type content proxied?)
        chunked? (and (not (at-once? content)) (has-field? fields "transfer-encoding"))
        target (if proxied? (str "http://" (:host parts) (when (:port parts) (str ":" (:port parts))) (request-target parts))
                   (request-target parts))
        head (norn.prim/http-request-head method target fields)
        _ (when (string? head)
            (throw (ex-info (str "the request can't be sent: " head) {:type :norn/io-error :code :http/bad-request})))
        origin (origin-of request parts)
        the-pool (or (:pool request) default-pool)]
    (loop [tries 0]
      (let [connection (pool/take-connection the-pool origin request)
            reused? (pool/reused? connection)
            response (try
                       (exchange connection request head content chunked?)
                       (catch :http/closed e
                         (if (and reused? (< tries 3) (replayable? content) (contains? idempotent (:request-method request)))
                           nil
                           (throw e)))
                       (catch :ECONNRESET e
                         (if (and reused? (< tries 3) (replayable? content) (contains? idempotent (:request-method request)))
                           nil
                           (throw e))))]
        (if (nil? response)
          (recur (inc tries))
          (do
            (when-let [jar (:cookie-jar request)]
              (when-let [set-cookie (clojure.core/get (:headers response) "set-cookie")]
                (cookies/store! jar parts set-cookie (norn.prim/wall-millis))))
            (assoc response :parts parts)))))))

(defn- redirect-of
  "The request that a response redirects to, or nil (RFC 9110, 15.4)."
  [request response]
  (let [location (clojure.core/get (:headers response) "location")
        status (:status response)]
    (when (and location (contains? #{301 302 303 307 308} status))
      (let [from (url/build (dissoc (:parts response) :query-params))
            to (url/resolve from location)
            old (:parts response)
            new (url/parse to)
            same-origin? (= [(:scheme old) (:host old) (:port old)] [(:scheme new) (:host new) (:port new)])
            becomes-get? (or (= status 303) (and (= :post (:request-method request)) (contains? #{301 302} status)))
            request (assoc request :uri to :query-params nil)
            request (if (and becomes-get? (not= :head (:request-method request)))
                      (-> request
                          (dissoc :body :form-params :json :multipart :expect-continue)
                          (assoc :request-method :get)
                          (update :headers (fn [headers]
                                             (into {} (remove (fn [[k _]] (str/starts-with? (str/lower-case (header-name k)) "content-")))
                                                   headers))))
                      request)]
        (if same-origin?
          request
          (-> request
              (dissoc :basic-auth :bearer :oauth-token :cookies)
              (update :headers (fn [headers]
                                 (into {} (remove (fn [[k _]] (contains? #{"authorization" "cookie" "host"} (str/lower-case (header-name k)))))
                                       headers)))))))))

(defn- follow [request]
  (let [limit (or (:max-redirects request) 10)
        follows? (not (contains? #{false :never} (:follow-redirects request)))]
    (loop [request request from []]
      (let [response (attempt request)
            next-request (when follows? (redirect-of request response))]
        (cond
          (nil? next-request) [(if (seq from) (assoc response :redirects from) response) request]
          (>= (count from) limit) (do (drop-body response)
                                      (throw (failure :http/too-many-redirects (str "more than " limit " redirects, the last one to "
                                                                                    (:uri next-request))
                                                      {:redirects from} nil)))
          (not (replayable? (:body next-request))) [response request]
          :else (do (drop-body response)
                    (recur next-request (conj from (str (:uri request))))))))))

(def ^:private retry-codes
  #{:ECONNREFUSED :ECONNRESET :EPIPE :ETIMEDOUT :ENETUNREACH :EHOSTUNREACH :EAI_AGAIN :http/closed :http/truncated :http/timeout})
(def ^:private retry-statuses #{429 502 503 504})

(defn- retry-after-ms [response]
  (when-let [seconds (some-> (clojure.core/get (:headers response) "retry-after") parse-long)] (* 1000 seconds)))

(defn- with-retries
  "Sends a request again after failures that may pass: of the network, or statuses 429, 502, 503, 504."
  [request]
  (let [given (:retries request)
        {:keys [attempts delay max-delay factor jitter all-methods]
         :or {delay 100 max-delay 10000 factor 2 jitter 0.5}}
        (if (map? given) given {:attempts given})
        may-retry? (and attempts (pos? attempts)
                        (or all-methods (contains? idempotent (:request-method request)))
                        (replayable? (second (request-body request))))]
    (if-not may-retry?
      (follow request)
      (loop [left attempts wait delay]
        (let [[outcome e] (try
                            [(follow request) nil]
                            (catch java.io.IOException e
                              (if (and (pos? left) (contains? retry-codes (:code (ex-data e)))) [nil e] (throw e))))
              response (first outcome)]
          (if (or (nil? e) (nil? outcome))
            (if (and (nil? e) (or (zero? left) (not (contains? retry-statuses (:status response)))))
              outcome
              (let [pause (min max-delay (or (when response (retry-after-ms response)) wait))]
                (when response (drop-body response))
                (async/sleep (* pause (- 1 (* jitter (rand)))))
                (recur (dec left) (* wait factor))))
            outcome))))))

;; --- requests ----------------------------------------------------------------------------------

(defn- limits [request]
  (let [timeout (:timeout request)]
    (if (map? timeout)
      (merge {:connect-timeout (:connect timeout) :response-timeout (:response timeout) :read-timeout (:read timeout)
              :total-timeout (:total timeout)} request)
      (assoc request :total-timeout timeout))))

(defn- normal [request]
  (let [request (if (string? request) {:uri request} request)]
    (-> (limits request)
        (assoc :request-method (keyword (str/lower-case (name (or (:method request) (:request-method request) :get))))
               :uri (or (:uri request) (:url request))))))

(defn- send-now [request]
  (let [[response last-request] (with-retries request)
        parts (:parts response)
        response (coerced (-> response
                              (dissoc :parts)
                              (assoc :uri (url/build parts)))
                          last-request)]
    (if (and (>= (:status response) 400) (not (false? (:throw request))))
      (throw (ex-info (str (str/upper-case (name (:request-method request))) " " (:uri response) " answered " (:status response)
                           (when-not (= "" (:reason response)) (str " " (:reason response))))
                      (assoc response :type :norn/http-status :code :http/status)))
      response)))

(defio request
  "Sends an HTTP/1.1 request and returns its response, a map of :status, :reason, :headers (names in lower case), :body, :uri
  and :version. The request:
    :uri              or :url: a string or a map as of norn.url/build
    :method           or :request-method; :get unless told
    :headers          a map; names strings or keywords, values strings, numbers or collections of those
    :query-params, :form-params   maps        :json   anything, sent as JSON
    :multipart        [{:name :content :file-name :content-type} …]
    :body             a string, bytes, a body, a function (f write), a seq or a channel; the last four are streamed
    :as               :text (default), :bytes, :stream (a body to read or close), :json (keyword keys)
    :throw            false: statuses of 400 and more do not throw
    :timeout          ms for everything, or {:connect :response :read :total}; then :code :http/timeout with :phase
    :retries          n or {:attempts :delay :factor :max-delay :jitter :all-methods}: tries again after failures of the
                      network and statuses 429, 502, 503, 504, for idempotent methods and bodies that can be sent twice
    :follow-redirects false or :never: not; at most :max-redirects (10)
    :basic-auth       [user password]       :bearer  a token
    :cookies          {name value}          :cookie-jar  (cookie-jar)
    :proxy            \"http://host:port\"   :unix-path  of a socket to connect to instead
    :expect-continue  true: the body is sent when the server says so
    :compressed       false: no Accept-Encoding, and nothing is decompressed
    :max-body-bytes   1 GiB; more is :http/too-large      :pool  (pool {:max-per-host 256 :keep-alive 30000})
    :tls              options of norn.tls/client-context
  (request {:uri \"http://localhost:8080/\" :method :post :json {:a 1} :as :json})"
  ([req]
   (let [req (normal req)]
     (timed (:total-timeout req) :total req (fn [] (send-now req)))))
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
        fields (fields-of request parts "GET" nil nil false)
        head (norn.prim/http-request-head "GET" (request-target parts) fields)]
    (when (string? head)
      (throw (ex-info (str "the request can't be sent: " head) {:type :norn/io-error :code :http/bad-request})))
    (norn.prim/http-client-begin client head nil false)
    (let [[status reason headers] (norn.prim/http-client-response client)
          field (fn [name] (clojure.core/get headers name ""))]
      (when-not (and (= 101 status)
                     (= "websocket" (str/lower-case (field "upgrade")))
                     (= (norn.prim/ws-accept-key key) (field "sec-websocket-accept")))
        (throw (failure :websocket/refused (str (:uri request) " does not open a WebSocket: " status " " reason)
                        {:status status :headers headers} nil)))
      (websocket/->Socket (norn.prim/ws-open (norn.prim/http-client-release client)
                                             (norn.prim/ws-deflate-agreed? (field "sec-websocket-extensions"))
                                             (or (:max-message-bytes request) 16777216))))))

(defio connect-websocket
  "Opens a WebSocket (see norn.websocket) to a ws:// or wss:// URL. Options: :headers, :protocols (a vector of subprotocols),
  :compress false, :max-message-bytes (16 MiB), :timeout ms for the handshake, and of HTTP requests :basic-auth, :bearer, :tls,
  :unix-path. An IOException with :code :websocket/refused if the server does not agree.
  (with-open [ws (connect-websocket \"ws://localhost:8080/chat\")] (norn.websocket/send ws \"hello\"))"
  ([uri] (connect-websocket uri nil))
  ([uri options]
   (let [uri (str/replace uri #"^ws" "http")
         key (norn.prim/ws-random-key)
         protocols (:protocols options)
         request (normal (-> options
                             (assoc :uri uri :as :stream)
                             (update :headers merge
                                     (cond-> {"Connection" "Upgrade" "Upgrade" "websocket" "Sec-WebSocket-Version" "13"
                                              "Sec-WebSocket-Key" key}
                                       (seq protocols) (assoc "Sec-WebSocket-Protocol" (str/join ", " protocols))
                                       (not (false? (:compress options))) (assoc "Sec-WebSocket-Extensions"
                                                                                 (norn.prim/ws-deflate-offer))))))
         parts (parse-target request)]
     (timed (:total-timeout request) :total request
            (fn []
              (let [own-pool (pool/pool)
                    connection (pool/take-connection own-pool (origin-of request parts) request)
                    socket (volatile! nil)]
                (try
                  (vreset! socket (websocket-answer connection request parts key))
                  (finally
                    (when-not @socket (norn.prim/http-client-close (.-client ^norn.http.pool.Connection connection)))))
                @socket))))))
