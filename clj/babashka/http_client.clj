;; The names of babashka.http-client on norn.http. Where java.net.http has an object
;; (ProxySelector, SSLContext …) there is a map of norn.http's options.

(ns babashka.http-client
  (:refer-clojure :exclude [get])
  (:require [babashka.http-client.interceptors :as interceptors]
            [clojure.string :as str]
            [norn.http :as http]
            [norn.http.body :as body]
            [norn.http.request :as request]
            [norn.url :as url]))

(def default-client-opts
  "What the default client is made of."
  {:follow-redirects :normal
   :request {:headers {:accept "*/*"
                       :accept-encoding ["gzip" "deflate"]
                       :user-agent "babashka.http-client/norn"}}})

;; --- what clients are made of ---------------------------------------------------------------

(defn- unsupported [option found]
  (throw (IllegalArgumentException. (str option " has no " (str/join ", " (map pr-str found)) " here; norn.http's :tls takes PEM files"))))

(defn ->ProxySelector
  "A proxy of :host and :port, for :proxy of client. nil without those."
  [{:keys [host port] :as options}]
  (when (and host port) options))

(defn ->Authenticator
  "Name and password, :user and :pass, for :authenticator of client. nil without those."
  [{:keys [user pass] :as options}]
  (when (and user pass) options))

(defn ->CookieHandler
  "A cookie jar for :cookie-handler of client, if :policy is :accept-all or :original-server (which both mean RFC 6265); with
  :accept-none, or none, one that is not used."
  [options]
  (cond
    (nil? options) nil
    (map? options) (if (contains? #{:accept-all :original-server} (:policy options))
                     (http/cookie-jar)
                     {:policy :accept-none})
    :else options))

(defn ->SSLContext
  "TLS options for :ssl-context of client: :insecure true believes anybody; besides those of norn.tls/client-context (:ca-file,
  :cert-file, :key-file …). Java's key stores are not read."
  [options]
  (let [strange (filter #{:key-store :trust-store} (keys options))]
    (when (seq strange) (unsupported ":ssl-context" strange))
    (if (:insecure options) (assoc (dissoc options :insecure) :verify false) options)))

(defn ->SSLParameters
  "For :ssl-parameters of client: :protocols [\"TLSv1.3\"] leaves TLS 1.2 out. Cipher suites can't be chosen."
  [{:keys [ciphers protocols] :as options}]
  (when options
    (when (seq ciphers) (unsupported ":ssl-parameters" [:ciphers]))
    (if (= ["TLSv1.3"] protocols) {:only-1-3 true} {})))

(defn ->Executor "Has no effect: every request is a task." [options] options)

(defn client
  "A client for :client of requests. Options: :follow-redirects (:always, :normal, which is not from https to http, or :never, unless
  told), :connect-timeout ms, :request (options of all its requests), :proxy, :authenticator, :cookie-handler, :ssl-context and
  :ssl-parameters, as the functions -> of these names take; :executor, :priority and :version have no effect. Requests without :client
  have (client default-client-opts)."
  [{:keys [follow-redirects connect-timeout proxy authenticator cookie-handler ssl-context ssl-parameters] :as options}]
  (let [jar (->CookieHandler cookie-handler)
        tls (merge (when ssl-context (->SSLContext ssl-context)) (->SSLParameters ssl-parameters))
        proxy (->ProxySelector proxy)]
    {:type ::client
     :request (:request options)
     :authenticator (->Authenticator authenticator)
     :options (cond-> {:follow-redirects (or follow-redirects :never)}
                connect-timeout (assoc :connect-timeout connect-timeout)
                (seq tls) (assoc :tls tls)
                proxy (assoc :proxy (cond-> proxy authenticator (merge (->Authenticator authenticator))))
                (and jar (not (map? jar))) (assoc :cookie-jar jar))}))

(def ^:private default-client (delay (client default-client-opts)))

;; --- requests --------------------------------------------------------------------------------

(defn- merged [defaults given]
  (merge-with (fn [x y] (if (and (map? x) (map? y)) (merge x y) y)) defaults given))

(defn- preferring-strings
  "Headers without those keywords that stand there as strings, too."
  [headers]
  (let [given (into #{} (comp (filter string?) (map str/lower-case)) (keys headers))]
    (into {} (remove (fn [[k _]] (and (keyword? k) (contains? given (request/header-name k))))) headers)))

(defn- send-now [{:keys [options authenticator]} {:keys [method uri headers body timeout expect-continue] :as req}]
  (let [norn-request (cond-> (assoc options :method method :uri (str uri) :headers headers :body body
                                    :as :stream :throw false :compressed false)
                       timeout (assoc :timeout timeout)
                       expect-continue (assoc :expect-continue expect-continue)
                       (:tls req) (assoc :tls (:tls req)))
        response (http/request norn-request)
        response (if (and authenticator (= 401 (:status response)) (nil? (:authorization headers)))
                   (do (.close (:body response))
                       (http/request (assoc norn-request :basic-auth authenticator)))
                   response)]
    (update response :uri url/uri)))

(defn- run [ring-client client req chain]
  (let [response (assoc (if ring-client (ring-client req) (send-now client req)) :request req)]
    (reduce (fn [response interceptor]
              (if-let [f (:response interceptor)] (f response) response))
            response (reverse chain))))

(defn- caught [e req]
  {:ex e :ex-cause (ex-cause e) :ex-data (ex-data e) :ex-message (ex-message e) :request req})

(defn request
  "Sends a request and returns the response, a map of :status, :headers, :body, :uri, :version and :request. Options: :uri, :method,
  :headers, :query-params, :form-params, :multipart, :body, :basic-auth, :oauth-token, :accept :json, :as (:string, :bytes or :stream),
  :timeout ms until the response begins, :throw false, :interceptors, :client: one of client, or a function of the request map
  to answer instead. With :async true: a future of the response, or of (async-then response); (async-catch {:ex :ex-cause :ex-data
  :ex-message :request}) gives its value when that fails."
  [options]
  (let [given (or (:client options) @default-client)
        ring-client (when (fn? given) given)
        client (if ring-client nil given)
        req (update (merged (:request client) options) :headers preferring-strings)
        chain (or (:interceptors req) interceptors/default-interceptors)
        req (reduce (fn [req interceptor]
                      (if-let [f (:request interceptor)] (f req) req))
                    req chain)]
    (if (:async req)
      (let [{:keys [async-then async-catch]} req]
        (future
          (try
            (cond-> (run ring-client client req chain) async-then async-then)
            (catch :default e
              (if async-catch (async-catch (caught e req)) (throw e))))))
      (run ring-client client req chain))))

(defn get "A GET request; see request." ([uri] (get uri nil)) ([uri opts] (request (assoc opts :uri uri :method :get))))
(defn post "A POST request; see request." ([uri] (post uri nil)) ([uri opts] (request (assoc opts :uri uri :method :post))))
(defn put "A PUT request; see request." ([uri] (put uri nil)) ([uri opts] (request (assoc opts :uri uri :method :put))))
(defn patch "A PATCH request; see request." ([uri] (patch uri nil)) ([uri opts] (request (assoc opts :uri uri :method :patch))))
(defn delete "A DELETE request; see request." ([uri] (delete uri nil)) ([uri opts] (request (assoc opts :uri uri :method :delete))))
(defn head "A HEAD request; see request." ([uri] (head uri nil)) ([uri opts] (request (assoc opts :uri uri :method :head))))
