; The names of babashka.http-client, used as its documentation uses them.
(ns http-babashka-client
  (:require [babashka.http-client :as http]
            [babashka.http-client.interceptors :as interceptors]
            [babashka.http-client.websocket :as ws]
            [cheshire.core :as json]
            [clojure.java.io :as io]
            [clojure.string :as str]
            [clojure.test :refer [deftest is testing]]
            [norn.compress :as compress]
            [norn.file :as file]
            [norn.http :as server]
            [norn.net :as net]
            [norn.websocket :as websocket])
  (:import [clojure.lang ExceptionInfo]))

(def seen (atom nil))
(defn echo [{:keys [request-method uri query-string headers body]}]
  {:status 200
   :headers {"Content-Type" "application/json"}
   :body (json/generate-string {:method (name request-method) :uri uri :query query-string :headers headers :body (when body (slurp body))})})
(defn handler [{:keys [uri headers body] :as request}]
  (reset! seen headers)
  (let [status (some-> (re-matches #"/(\d+)" uri) second parse-long)]
    (cond
      (= 200 status) {:status 200
                      :body (cond (= "application/json" (get headers "accept")) (json/generate-string {:code 200})
                                  body body
                                  :else "200 OK")}
      (= 302 status) {:status 302 :headers {"Location" "/200"}}
      (= 404 status) {:status 404 :body "404 Not Found"}
      status {:status status :body (str status)}
      (= "/auth" uri) (if (= "Basic bWU6c2VjcmV0" (get headers "authorization"))
                        {:status 200 :body "welcome"}
                        {:status 401 :headers {"WWW-Authenticate" "Basic realm=x"} :body "who are you?"})
      (= "/packed" uri) {:status 200 :headers {"Content-Encoding" "gzip"} :body (if (= :head (:request-method request)) "" (compress/gzip "unpacked"))}
      (= "/deflated" uri) {:status 200 :headers {"Content-Encoding" "deflate"} :body (compress/compress :raw-deflate "unpacked, too")}
      (= "/set" uri) {:status 200 :headers {"Set-Cookie" "a=1"} :body "set"}
      (= "/ws" uri) (websocket/accept request (fn [socket] (loop [] (when-some [m (websocket/receive socket)] (websocket/send socket m) (recur)))))
      :else (echo request))))
(def running (server/serve handler))
(def base (str "http://localhost:" (:port running)))
(defn url [path] (str base path))
(defn echoed [response] (json/parse-string (:body response) true))

(deftest gets
  (let [{:keys [status body headers uri version request]} (http/get (url "/200"))]
    (is (= [200 "200 OK" :http1.1] [status body version]))
    (is (string? (get headers "date")))
    (is (= (url "/200") (str uri)))
    (is (instance? java.net.URI uri))
    (is (= :get (:method request))))
  (is (= {:code 200} (-> (http/get (url "/200") {:headers {"Accept" "application/json"}}) :body (json/parse-string true))))
  (is (= {:code 200} (-> (http/get (url "/200") {:headers {:accept "application/json"}}) :body (json/parse-string true))))
  (is (= {:code 200} (-> (http/get (url "/200") {:accept :json}) :body (json/parse-string true))))
  (is (= 200 (:status (http/get (java.net.URI. (url "/200"))))))
  (is (= 200 (:status (http/head {:scheme "http" :host "localhost" :port (:port running) :path "/200"}))))
  (is (= "" (:body (http/head (url "/200"))))))

(deftest query-params
  (is (= "q=clojure" (:query (echoed (http/get (url "/x") {:query-params {"q" "clojure"}})))))
  (is (= "q=clojure&q=curl" (:query (echoed (http/get (url "/x") {:query-params {:q ["clojure" "curl"]}})))))
  (is (= "a=1&my+query+param%3F=hello+there&namespaced%2Fkey=foo+%26+bar&n=42"
         (:query (echoed (http/get (url "/x?a=1") {:query-params (array-map "my query param?" "hello there" :namespaced/key "foo & bar" :n 42)})))))
  (is (= {:uri "/get" :query "q=test"}
         (select-keys (echoed (http/request {:uri {:scheme "http" :host "localhost" :port (:port running) :path "/get" :query "q=test"}})) [:uri :query]))))

(deftest leniency
  (is (= "GET" (str/upper-case (:method (echoed (http/request {:uri (url "/x")}))))))
  (is (= "post" (:method (echoed (http/request {:request-method :post :url (url "/x")}))))))

(deftest bodies
  (is (= "From Clojure" (:body (echoed (http/post (url "/x") {:body "From Clojure"})))))
  (is (= "{\"a\":1,\"b\":\"2\"}" (:body (echoed (http/post (url "/x") {:headers {:content-type "application/json"} :body (json/encode {:a 1 :b "2"})})))))
  (is (= ["put" "patch" "delete"] (map (fn [f] (:method (echoed (f (url "/x") {:body "x"})))) [http/put http/patch http/delete])))
  (let [{:keys [headers body]} (echoed (http/post (url "/x") {:form-params {"name" "Michiel B" :location "NL"}}))]
    (is (= ["application/x-www-form-urlencoded" "name=Michiel+B&location=NL"] [(:content-type headers) body])))
  (let [path (file/temp-file {}) bytes (byte-array (map unchecked-byte (range 1000)))]
    (file/write-bytes path bytes)
    (is (= (seq bytes) (seq (:body (http/post (url "/200") {:body (io/file path) :as :bytes})))))
    (is (= (seq bytes) (seq (:body (http/post (url "/200") {:body (io/input-stream path) :as :bytes})))))
    (let [out (str path ".copy")]
      (io/copy (:body (http/post (url "/200") {:body (io/file path) :as :stream})) (io/file out))
      (is (= 1000 (.length (io/file out))))
      (file/delete out))
    (let [{:keys [headers body]} (echoed (http/post (url "/x") {:multipart [{:name "title" :content "My Awesome Picture"}
                                                                           {:name "foo.txt" :part-name "eggplant" :content "Eggplants"}
                                                                           {:name "file" :content (io/file path) :file-name "dude"}
                                                                           {:name "raw" :content (.getBytes "raw") :content-type "image/png"}]}))]
      (is (re-matches #"multipart/form-data; boundary=.+" (:content-type headers)))
      (is (= (parse-long (:content-length headers)) (count body)) "bytes that are no UTF-8 are one character each")
      (is (str/includes? body "name=\"title\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nMy Awesome Picture\r\n"))
      (is (str/includes? body "name=\"eggplant\"\r\n"))
      (is (str/includes? body "name=\"file\"; filename=\"dude\"\r\nContent-Type: application/octet-stream\r\n"))
      (is (str/includes? body "name=\"raw\"\r\nContent-Type: image/png\r\n\r\nraw\r\n")))
    (file/delete path)))

(deftest authorization
  (is (= "Basic cG9zdG1hbjpwYXNzd29yZA==" (-> (http/get (url "/x") {:basic-auth ["postman" "password"]}) echoed :headers :authorization)))
  (is (= "Basic cG9zdG1hbjpwYXNzd29yZA==" (-> (http/get (url "/x") {:basic-auth {:user "postman" :pass "password"}}) echoed :headers :authorization)))
  (is (= "Bearer qwertyuiop" (-> (http/get (url "/x") {:oauth-token "qwertyuiop"}) echoed :headers :authorization)))
  (let [client (http/client {:authenticator {:user "me" :pass "secret"}})]
    (is (= "welcome" (:body (http/get (url "/auth") {:client client}))))
    (is (= 401 (:status (http/get (url "/auth") {:client (http/client {:authenticator {:user "me" :pass "wrong"}}) :throw false}))))
    (is (= 401 (:status (http/get (url "/auth") {:throw false}))))))

(deftest streams
  (is (= "200 OK" (slurp (:body (http/get (url "/200") {:as :stream})))))
  (is (instance? java.io.InputStream (:body (http/get (url "/200") {:as :stream}))))
  (let [ended (promise)
        chatty (net/serve (fn [c]
                            (net/read-line c)
                            (net/write c "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
                            (try
                              (while true (net/write c "data: Stream Hello!\n") (norn.async/sleep 1))
                              (catch java.io.IOException _ (deliver ended true))))
                          {})]
    (with-open [body (:body (http/get (str "http://127.0.0.1:" (:port (net/local-address chatty)) "/") {:as :stream}))]
      (is (= (repeat 2 "data: Stream Hello!") (take 2 (line-seq (io/reader body)))))
      (is (= (repeat 10 "data: Stream Hello!") (take 10 (line-seq (io/reader body))))))
    (is @ended)
    (net/close chatty)))

(deftest statuses
  (let [e (try (http/get (url "/404")) (catch ExceptionInfo e e))]
    (is (= "Exceptional status code: 404" (ex-message e)))
    (is (= [404 "404 Not Found"] ((juxt :status :body) (ex-data e)))))
  (is (= "404 Not Found" (try (http/get (url "/404") {:as :stream}) (catch ExceptionInfo e (slurp (:body (ex-data e)))))))
  (is (= 404 (:status (http/get (url "/404") {:throw false}))))
  (is (= [200 201 202 203 204 205 206 207] (map #(:status (http/get (url (str "/" %)))) (range 200 208))))
  (is (= [208 308] (map #(try (http/get (url (str "/" %))) (catch ExceptionInfo e (:status (ex-data e)))) [208 308]))))

(deftest redirects
  (is (= 200 (:status (http/get (url "/302")))))
  (is (= (url "/200") (str (:uri (http/get (url "/302"))))))
  (is (= [302 302 302 200 200]
         (map #(:status (http/get (url "/302") {:client (http/client %)}))
              [{:follow-redirects :never} {:follow-redirects false} {} {:follow-redirects :always} {:follow-redirects :normal}]))))

(deftest default-client
  (let [{:keys [accept accept-encoding user-agent]} (:headers (echoed (http/get (url "/x"))))]
    (is (= ["*/*" "gzip,deflate"] [accept accept-encoding]))
    (is (str/starts-with? user-agent "babashka.http-client/")))
  (is (nil? (:accept-encoding (:headers (echoed (http/get (url "/x") {:client (http/client {})}))))))
  (let [client (http/client {:request {:headers {"x-my-header" "yolo"}}})]
    (is (= "yolo" (-> (http/get (url "/x") {:client client}) echoed :headers :x-my-header)))
    (is (= "dude" (-> (http/get (url "/x") {:client client :headers {"x-my-header" "dude"}}) echoed :headers :x-my-header))))
  (is (= "mine" (-> (http/get (url "/x") {:headers {"User-Agent" "mine"}}) echoed :headers :user-agent))))

(deftest compression
  (is (= "unpacked" (:body (http/get (url "/packed") {:headers {"Accept-Encoding" ["gzip" "deflate"]}}))))
  (is (= "unpacked, too" (slurp (:body (http/get (url "/deflated") {:as :stream})))))
  (is (= "" (:body (http/head (url "/packed")))))
  (is (= (seq (compress/gzip "unpacked")) (seq (:body (http/get (url "/packed") {:as :bytes :decompress-body false}))))))

(deftest interceptors-of-requests-and-clients
  (let [json-interceptor {:name ::json
                          :request (fn [request]
                                     (if (= :json (:as request))
                                       (-> (assoc-in request [:headers :accept] "application/json") (assoc :as :string ::json true))
                                       request))
                          :response (fn [response]
                                      (if (get-in response [:request ::json]) (update response :body #(json/parse-string % true)) response))}
        chain (cons json-interceptor interceptors/default-interceptors)]
    (is (= 200 (-> (http/get (url "/200") {:interceptors chain :as :json}) :body :code)))
    (is (= 200 (-> (http/get (url "/200") {:client (http/client (assoc-in http/default-client-opts [:request :interceptors] chain)) :as :json}) :body :code))))
  (testing "one of the chain replaced"
    (let [lenient {:name ::lenient :response (fn [response] (if (= 500 (:status response)) (throw (ex-info "500" response)) response))}
          chain (mapv (fn [i] (if (= ::interceptors/throw-on-exceptional-status-code (:name i)) lenient i)) interceptors/default-interceptors)]
      (is (= 404 (:status (http/get (url "/404") {:interceptors chain}))))
      (is (thrown? ExceptionInfo (http/get (url "/500") {:interceptors chain})))))
  (testing "a function instead of a client"
    (is (= {:body "Hello" :clojure true} (select-keys (http/get "https://clojure.org" {:client (fn [_] {:body "Hello" :clojure true})}) [:body :clojure])))
    (is (= {:body "Hello" :clojure true}
           (select-keys (http/get "https://clojure.org" {:client (fn [request] {:body (java.io.ByteArrayInputStream. (.getBytes "Hello"))
                                                                                :clojure (= "https://clojure.org" (str (:uri request)))})})
                        [:body :clojure])))
    (is (= "Hello" (:body (http/get "https://clojure.org" {:client (fn [_] {:body (java.io.StringReader. "Hello")})}))))))

(deftest async
  (is (= 200 (-> (http/get (url "/200") {:async true}) deref :status)))
  (is (= 200 @(http/get (url "/200") {:async true :async-then :status})))
  (is (= "clojure.lang.ExceptionInfo: Exceptional status code: 422"
         (try @(http/get (url "/422") {:async true}) (catch java.util.concurrent.ExecutionException e (ex-message e)))))
  (is (= [404 "Exceptional status code: 404" nil :get]
         @(http/get (url "/404") {:async true :async-then :status
                                  :async-catch (fn [{:keys [ex ex-data ex-message ex-cause request]}]
                                                 (is (instance? ExceptionInfo ex))
                                                 [(:status ex-data) ex-message ex-cause (:method request)])})))
  (let [silent (net/serve (fn [_] (norn.async/sleep 100000)) {})
        uri (str "http://127.0.0.1:" (:port (net/local-address silent)))]
    (is (= ::too-late (deref (http/get uri {:async true :timeout 60000}) 10 ::too-late)))
    (is (= [:http/timeout :total] (try (http/get uri {:timeout 20}) (catch java.io.IOException e ((juxt :code :phase) (ex-data e))))))
    (is (= [:http/timeout :tls] (try (http/get (str/replace uri "http:" "https:") {:client (http/client {:connect-timeout 20})})
                                     (catch java.io.IOException e ((juxt :code :phase) (ex-data e))))))
    (net/close silent)))

(deftest clients
  (is (= {:host "localhost" :port 1337} (http/->ProxySelector {:host "localhost" :port 1337})))
  (is (nil? (http/->CookieHandler nil)))
  (testing "cookies"
    (let [with-cookies (http/client {:cookie-handler {:policy :original-server}})
          without (http/client {:cookie-handler {:policy :accept-none}})]
      (http/get (url "/set") {:client with-cookies})
      (http/get (url "/set") {:client without})
      (is (= ["a=1" nil] (map #(-> (http/get (url "/x") {:client %}) echoed :headers :cookie) [with-cookies without])))))
  (testing "proxies"
    (let [lines (atom [])
          proxy (net/serve (fn [c] (swap! lines conj (net/read-line c)) (net/write c "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")) {})]
      (is (= "hi" (:body (http/get "http://example.org/a" {:client (http/client {:proxy {:host "127.0.0.1" :port (:port (net/local-address proxy))}})}))))
      (is (= ["GET http://example.org/a HTTP/1.1"] @lines))
      (net/close proxy)))
  (testing "TLS"
    (let [secure (server/serve handler {:tls {:cert-file "tests/net/support/certs/selfsigned.pem" :key-file "tests/net/support/certs/selfsigned.key"}})
          uri (str "https://localhost:" (:port secure) "/200")]
      (is (= "200 OK" (:body (http/get uri {:client (http/client (assoc-in http/default-client-opts [:ssl-context :insecure] true))}))))
      (is (= "SSLException" (try (http/get uri) (catch javax.net.ssl.SSLException _ "SSLException"))))
      (is (= ":ssl-context has no :key-store here; norn.http's :tls takes PEM files"
             (try (http/client {:ssl-context {:key-store "x.p12"}}) (catch IllegalArgumentException e (ex-message e)))))
      (server/stop secure))))

(deftest websockets
  (let [events (atom [])
        closed (promise)
        got (promise)
        socket (ws/websocket {:uri (str/replace (url "/ws") "http:" "ws:")
                              :headers {:foo "bar"}
                              :on-open (fn [_] (swap! events conj :open))
                              :on-message (fn [_ data last] (swap! events conj [data last]) (deliver got true))
                              :on-close (fn [_ status reason] (deliver closed [status reason]))})]
    (ws/send! socket "hello")
    (is @got)
    (is (= [:open ["hello" true]] @events))
    (is (= "bar" (get @seen "foo")))
    (ws/ping! socket (.getBytes "x"))
    (ws/close! socket)
    (is (= 1000 (first @closed)))))

(clojure.test/run-tests)
(server/stop running)
