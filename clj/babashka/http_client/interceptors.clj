;; The interceptors of babashka.http-client: maps of :name, :request, a function
;; from request to request, and :response, one from response to response.

(ns babashka.http-client.interceptors
  (:require [clojure.string :as str]
            [norn.base64 :as base64]
            [norn.compress :as compress]
            [norn.http.body :as body]
            [norn.http.multipart :as multipart]
            [norn.io :as io]
            [norn.url :as url]))

(defn- with-header [request name value]
  (assoc-in request [:headers name] value))

(def request-method
  "Request: :method, also from :request-method."
  {:name ::request-method
   :request (fn [request]
              (if (:method request) request (assoc request :method (or (:request-method request) :get))))})

(def construct-uri
  "Request: makes :uri, or :url, a java.net.URI: of a string or a map of :scheme, :host, :port, :path and :query."
  {:name ::construct-uri
   :request (fn [request]
              (let [given (or (:uri request) (:url request))]
                (assoc request :uri (if (map? given) (url/uri (url/build (dissoc given :user))) (url/uri (str given))))))})

(def accept-header
  "Request: :accept :json becomes the header."
  {:name ::accept-header
   :request (fn [{:keys [accept] :as request}]
              (cond
                (nil? accept) request
                (= :json accept) (with-header request :accept "application/json")
                :else (throw (IllegalArgumentException. (str ":accept is :json, not " (pr-str accept))))))})

(def basic-auth
  "Request: :basic-auth, [user password] or a map of :user and :pass, becomes the header."
  {:name ::basic-auth
   :request (fn [request]
              (if-let [given (:basic-auth request)]
                (let [[user pass] (if (map? given) [(:user given) (:pass given)] given)]
                  (with-header request :authorization (str "Basic " (base64/encode (str user ":" pass)))))
                request))})

(def oauth-token
  "Request: :oauth-token becomes the header."
  {:name ::oauth-token
   :request (fn [request]
              (if-let [token (:oauth-token request)]
                (with-header request :authorization (str "Bearer " token))
                request))})

(def query-params
  "Request: :query-params become part of :uri."
  {:name ::query-params
   :request (fn [request]
              (if-let [params (:query-params request)]
                (update request :uri (fn [uri] (url/uri (url/with-query-params (str uri) params))))
                request))})

(def form-params
  "Request: :form-params become the body."
  {:name ::form-params
   :request (fn [request]
              (if-let [params (:form-params request)]
                (-> (assoc request :body (url/form-encode params))
                    (update :headers (fn [headers]
                                       (if (or (:content-type headers) (get headers "content-type") (get headers "Content-Type"))
                                         headers
                                         (assoc headers :content-type "application/x-www-form-urlencoded")))))
                request))})

(def multipart
  "Request: the parts of :multipart become the body; text has the type text/plain; charset=UTF-8 unless told."
  {:name ::multipart
   :request (fn [request]
              (if-let [parts (:multipart request)]
                (let [typed (map (fn [{:keys [content content-type file-name filename] :as part}]
                                   (if (and (string? content) (nil? content-type) (nil? file-name) (nil? filename))
                                     (assoc part :content-type "text/plain; charset=UTF-8")
                                     part))
                                 parts)
                      {:keys [type content size]} (multipart/encode typed)]
                  (-> (dissoc request :multipart)
                      (assoc :body content)
                      (update :headers (fn [headers]
                                         (cond-> (assoc (dissoc headers "Content-Type" :content-type) "content-type" type)
                                           size (assoc "content-length" (str size)))))))
                request))})

(def unexceptional-statuses
  "What does not throw."
  #{200 201 202 203 204 205 206 207 300 301 302 303 304 307})

(def ^:private kept-bytes 1048576)

(def throw-on-exceptional-status-code
  "Response: throws an ExceptionInfo that holds the response, unless the status is one of unexceptional-statuses or :throw is
  false. Of a body that is a stream it holds the first 1,048,576 bytes: nobody would close it."
  {:name ::throw-on-exceptional-status-code
   :response (fn [{:keys [status request] :as response}]
               (if (or (nil? status) (false? (:throw request)) (contains? unexceptional-statuses status))
                 response
                 (throw (ex-info (str "Exceptional status code: " status)
                                 (if (body/body? (:body response))
                                   (update response :body (fn [content] (body/bytes-body (body/beginning content kept-bytes))))
                                   response)))))})

(defn- codings [response]
  (some-> (get-in response [:headers "content-encoding"]) str/lower-case str/trim))

(def decompress-body
  "Response: decompresses the body as Content-Encoding says (gzip, deflate, br, zstd) unless the request has
  :decompress-body false."
  {:name ::decompress
   :response (fn [{:keys [request] :as response}]
               (let [coding ({"gzip" :gzip "x-gzip" :gzip "deflate" :deflate "br" :brotli "zstd" :zstd} (codings response))
                     content (:body response)]
                 (if (or (nil? coding) (false? (:decompress-body request)) (= :head (:method request)) (not (io/input-stream? content)))
                   response
                   (let [seen (volatile! false)
                         source (compress/decompressing-source coding
                                                               (fn []
                                                                 (let [piece (io/next-piece content)]
                                                                   (when piece (vreset! seen true))
                                                                   piece))
                                                               nil)]
                     (assoc response :body
                            (body/body (fn []
                                         (try
                                           (source)
                                           (catch :compress/unfinished e (when @seen (throw e))))) ; nothing at all is an empty body
                                       (fn [] (.close content))))))))})

(defn- all-bytes [content]
  (with-open [in content] (.readAllBytes in)))

(def decode-body
  "Response: the body as the request's :as says: :string (unless told), :bytes or :stream."
  {:name ::decode-body
   :response (fn [{:keys [request] :as response}]
               (let [as (or (:as request) :string)
                     content (:body response)]
                 (assoc response :body
                        (cond
                          (or (nil? content) (string? content)) content
                          (contains? #{:string :text} as) (if (io/input-stream? content)
                                                            (norn.prim/bytes-string (all-bytes content))
                                                            (slurp content))
                          (= :bytes as) (if (bytes? content) content (all-bytes content))
                          (= :stream as) content
                          :else (throw (IllegalArgumentException. (str ":as is :string, :bytes or :stream, not " (pr-str as))))))))})

(def default-interceptors
  "The chain: in this order for requests, the other way round for responses."
  [throw-on-exceptional-status-code request-method construct-uri accept-header basic-auth oauth-token query-params form-params
   multipart decode-body decompress-body])
