;; What a request map means: its URL, header fields, origin and time limits.

(ns norn.http.request
  (:require [clojure.string :as str]
            [norn.base64 :as base64]
            [norn.http.content :as content]
            [norn.http.cookies :as cookies]
            [norn.http.pool :as pool]
            [norn.http.proxy :as proxy]
            [norn.url :as url]))

(defn- bad [code message data]
  (ex-info message (assoc data :type :norn/io-error :code code)))

;; --- URLs ---------------------------------------------------------------------------------

(defn- default-port [scheme] (if (= scheme "https") 443 80))

(defn port-of [{:keys [scheme port]}] (or port (default-port scheme)))

(defn origin-of
  "What decides whether two URLs are of one server."
  [parts]
  [(:scheme parts) (:host parts) (port-of parts)])

(defn shown
  "The text of a parsed URL, without the password it may hold."
  [parts]
  (url/build (dissoc parts :user-info)))

(defn parse-target
  "The parsed URL of a request map."
  [{:keys [uri query-params]}]
  (let [text (if (map? uri) (url/build uri) (str uri))
        {:keys [scheme host] :as parts} (url/parse text)]
    (when-not (and host (not= "" host) (or (= scheme "http") (= scheme "https")))
      (throw (bad :http/bad-url (str "expected a URL that begins with http:// or https://, found " (pr-str text)) {:url text})))
    (if query-params
      (url/parse (url/build (assoc parts :query-params query-params)))
      parts)))

(defn- path-and-query [{:keys [path query]}]
  (str (if (or (nil? path) (= "" path)) "/" path) (when query (str "?" query))))

;; --- header fields ---------------------------------------------------------------------------

(defn header-name [name] (if (keyword? name) (subs (str name) 1) (str name)))

(defn- header-fields
  "The headers a program gives as a vector of name, value, name, value …; values may be collections."
  [headers]
  (reduce-kv (fn [fields name value]
               (cond
                 (nil? value) fields
                 (and (coll? value) (not (map? value)))
                 (reduce (fn [fields item] (conj fields (header-name name) (str item))) fields value)
                 :else (conj fields (header-name name) (if (keyword? value) (clojure.core/name value) (str value)))))
             [] headers))

(defn- field-value [fields name]
  (loop [i 0]
    (cond
      (>= i (count fields)) nil
      (= name (str/lower-case (nth fields i))) (nth fields (inc i))
      :else (recur (+ i 2)))))

(defn- with-default
  "The fields with one more, unless the program has given it."
  [fields given name value]
  (if (or (nil? value) (and (pos? (count given)) (field-value given (str/lower-case name)))) fields (conj fields name value)))

(defn- basic [user password] (str "Basic " (base64/encode (str user ":" password))))

(defn- authorization [{:keys [basic-auth bearer oauth-token]} {:keys [user-info]}]
  (cond
    (map? basic-auth) (basic (:user basic-auth) (or (:pass basic-auth) (:password basic-auth)))
    basic-auth (basic (first basic-auth) (second basic-auth))
    (or bearer oauth-token) (str "Bearer " (or bearer oauth-token))
    user-info (let [[user password] (str/split user-info #":" 2)]
                (basic (url/decode user) (url/decode (or password ""))))))

(def ^:private accept-types {:json "application/json" :text "text/plain" :html "text/html" :xml "application/xml"})

(defn- cookie-field [{:keys [cookies cookie-jar]} parts]
  (let [kept (when cookie-jar (cookies/header cookie-jar parts (norn.prim/wall-millis)))
        given (when (seq cookies) (str/join "; " (map (fn [[k v]] (str (header-name k) "=" v)) cookies)))]
    (if (and kept given) (str given "; " kept) (or given kept))))

(defn- with-framing
  "The fields with those that say where the body ends: RFC 9112, 6."
  [fields given method content]
  (let [declared (field-value given "content-length")
        size (:size content)
        chunked (field-value given "transfer-encoding")]
    (cond
      (and chunked (not= "chunked" (str/lower-case chunked)))
      (throw (bad :http/bad-request (str "a request can't have Transfer-Encoding: " chunked ", only chunked") {}))
      (and chunked declared)
      (throw (bad :http/bad-request "a request can't have both Content-Length and Transfer-Encoding" {}))
      chunked fields
      declared (if (and size (not= declared (str size)))
                 (throw (bad :http/bad-request (str "the header says Content-Length: " declared ", but the body has " size " bytes")
                             {}))
                 fields)
      (nil? size) (conj fields "Transfer-Encoding" "chunked")
      (or (some? (:source content)) (= method "POST") (= method "PUT") (= method "PATCH"))
      (conj fields "Content-Length" (str size))
      :else fields)))

(defn fields-of
  "All header fields of a request, as norn.prim/http-request-head takes them. proxy: of a plain request that goes through one."
  [{:keys [headers as accept user-agent compressed expect-continue] :as request} parts method content proxy]
  (let [given (header-fields headers)]
    (-> given
        (with-default given "Host" (pool/authority (:host parts) (when (not= (:port parts) (default-port (:scheme parts))) (:port parts))))
        (with-default given "User-Agent" (or user-agent "norn"))
        (with-default given "Accept" (if accept (accept-types accept accept) (if (= as :json) "application/json" "*/*")))
        (with-default given "Accept-Encoding" (if (false? compressed) nil "gzip, deflate, br"))
        (with-default given "Authorization" (authorization request parts))
        (with-default given "Content-Type" (:type content))
        (with-default given "Cookie" (cookie-field request parts))
        (with-default given "Proxy-Authorization" (:authorization proxy))
        (with-default given "Expect" (when expect-continue "100-continue"))
        (with-framing given method content))))

(defn declared-size
  "The size of the body that the fields declare, or :chunked."
  [fields]
  (if (field-value fields "transfer-encoding")
    :chunked
    (if-let [text (field-value fields "content-length")]
      (or (parse-long text) (throw (bad :http/bad-request (str "Content-Length is no number: " text) {})))
      0)))

(defn head-bytes
  "The head of a request; what can't be sent is an ExceptionInfo with :code :http/bad-request."
  [method target fields]
  (let [head (norn.prim/http-request-head method target fields)]
    (when (string? head)
      (throw (bad :http/bad-request (str "the request can't be sent: " head) {})))
    head))

(defn target-of
  "The target of the request line; behind a proxy the whole URL: RFC 9112, 3.2.2."
  [parts proxy]
  (if proxy
    (str "http://" (pool/authority (:host parts) (:port parts)) (path-and-query parts))
    (path-and-query parts)))

;; --- the rest of it -----------------------------------------------------------------------------

(defn pool-key
  "The origin that norn.http.pool knows a request's connection by."
  [request parts]
  (let [parts (assoc parts :port (port-of parts))]
    {:scheme (:scheme parts)
     :host (:host parts)
     :port (:port parts)
     :proxy (when-not (:unix-path request) (proxy/of (:proxy request) parts))
     :tls (:tls request)
     :unix-path (:unix-path request)}))

(def ^:private phases {:pool :pool-timeout :connect :connect-timeout :tls :tls-timeout :response :response-timeout
                       :read :read-timeout :total :total-timeout})

(defn- with-limits [request]
  (let [timeout (:timeout request)]
    (cond
      (map? timeout) (reduce-kv (fn [request phase ms]
                                  (let [key (or (phases phase)
                                                (throw (bad :http/bad-request (str ":timeout has no phase " phase "; there are "
                                                                                   (str/join ", " (keys phases))) {})))]
                                    (if (contains? request key) request (assoc request key ms))))
                                request timeout)
      timeout (assoc request :total-timeout timeout)
      :else request)))

(defn normal
  "A request map as the client works with it: :request-method, :uri, the time limits by their long names, :content."
  [request]
  (let [request (if (string? request) {:uri request} request)]
    (-> (with-limits request)
        (assoc :request-method (keyword (str/lower-case (name (or (:method request) (:request-method request) :get))))
               :uri (or (:uri request) (:url request))
               :content (content/of request)))))
