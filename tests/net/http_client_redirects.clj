; Redirects (RFC 9110, 15.4): methods, bodies, credentials, other origins, limits.
;gc-stress-every 1000 hundreds of exchanges, some against time limits
(require '[norn.http :as http] '[norn.http.pool :as pool] '[norn.net :as net] '[norn.tls :as tls] '[clojure.string :as str] '[clojure.java.io :as io])

(defn seen
  "What a request looks like to a server."
  [{:keys [request-method uri query-string headers body]}]
  (str (name request-method) " " uri (when query-string (str "?" query-string)) " "
       (into (sorted-map) (select-keys headers ["authorization" "cookie" "content-type" "content-length" "x-mine" "proxy-authorization"]))
       (when body (str " " (slurp body)))))
(def other-server (http/serve (fn [r] {:status 200 :body (str "other: " (seen r))})))
(def other (str "http://127.0.0.1:" (:port other-server)))
(defn handler [{:keys [uri query-string] :as r}]
  (let [[_ status to] (re-matches #"/(\d+)/(.*)" uri)]
    (cond
      (= "none" to) {:status (parse-long status) :body "nowhere"}
      status {:status (parse-long status)
              :headers {"Location" (case to "other" (str other "/there") "here" "/here" "relative" "../a/./b?q" "query" "?only" "fragment" "/here#frag"
                                     "ftp" "ftp://x.org/" "mail" "mailto:me@x.org" "odd" "http://[::1" "slashes" (str/replace other "http:" ""))}
              :body "moved"}
      (= "/loop" uri) {:status 302 :headers {"Location" "/loop"}}
      (= "/count" uri) (let [n (parse-long query-string)] (if (zero? n) {:status 200 :body "0"} {:status 307 :headers {"Location" (str "?" (dec n))}}))
      :else {:status 200 :body (seen r)})))
(def server (http/serve handler))
(def base (str "http://127.0.0.1:" (:port server)))
(defn local [text] (-> text (str/replace base "S") (str/replace other "O") (str/replace (str/replace base "http://" "") "S")))
(defn ask [method path & [options]]
  (try
    (let [{:keys [status body uri redirects]} (http/request (merge {:method method :uri (str base path)} options))]
      (println status (local (str body)) (local (str uri)) (mapv local redirects)))
    (catch :default e (println (:code (ex-data e)) (local (ex-message e)) (into (sorted-map) (update-vals (select-keys (ex-data e) [:uri :location :status :method]) (fn [x] (if (string? x) (local x) x))))))))

; Methods: 303 makes everything but HEAD a GET, 301 and 302 a POST; a body that is dropped takes its headers along.
(ask :get "/301/here")
(ask :post "/301/here" {:body "b" :headers {"Content-Type" "text/x" "X-Mine" "1"}})
(ask :post "/302/here" {:form-params {:a 1}})
(ask :put "/302/here" {:body "b"})
(ask :put "/303/here" {:body "b"})
(ask :delete "/303/here")
(ask :head "/303/here")
(ask :post "/307/here" {:body "b" :headers {"Content-Type" "text/x"}})
(ask :patch "/308/here" {:json {:a 1}})
(ask :get "/300/here")
(ask :get "/304/here")

; Where to: relative references, fragments, no Location, what is no place to go to.
(ask :get "/302/relative")
(ask :get "/302/query" {:query-params {:dropped 1}})
(ask :get "/302/fragment")
(ask :get "/302/here#mine")
(ask :get "/302/slashes")
(ask :get "/302/none")
(ask :get "/302/ftp")
(ask :get "/302/mail")
(ask :get "/302/odd")

; Limits, and none followed.
(ask :get "/count?10")
(ask :get "/count?11")
(ask :get "/count?3" {:max-redirects 2})
(ask :get "/count?1" {:max-redirects 0})
(ask :get "/loop")
(ask :get "/302/here" {:follow-redirects false})
(ask :get "/302/here" {:follow-redirects :never})

; Credentials stay with their origin.
(def secrets {:basic-auth ["u" "p"] :cookies {"a" 1} :headers {"X-Mine" "1"}})
(ask :get "/302/here" secrets)
(ask :get "/302/other" secrets)
(ask :post "/307/other" {:body "b" :bearer "t" :headers {"AUTHORIZATION" "x" :cookie "y" "Proxy-Authorization" "z" "Host" "h" :x-mine 1}})
(println (local (:body (http/get (str/replace (str base "/302/here") "//" "//u:p@")))))
(let [{:keys [uri redirects body]} (http/get (str/replace (str base "/302/other") "//" "//u:p@"))] (println (local body) (local uri) (map local redirects)))
(let [jar (http/cookie-jar {:cookies [{:name "c" :value "1" :domain "127.0.0.1" :path "/" :host-only true}]})]
  (ask :get "/302/other" {:cookie-jar jar})) ; a jar knows where its cookies belong: ports make no difference

; A body that was streamed can't be sent again: an error, unless it is dropped anyway. Files and what is in memory can.
(ask :post "/307/here" {:body (fn [write] (write "b"))})
(ask :put "/308/other" {:body (java.io.ByteArrayInputStream. (.getBytes "b"))})
(ask :post "/303/here" {:body (fn [write] (write "b"))})
(let [path (norn.file/temp-file {})]
  (spit path "of a file")
  (ask :post "/307/here" {:body (io/file path)})
  (println (re-find #"of a file" (:body (http/post (str base "/307/here") {:multipart [{:name "f" :content (io/file path)}]}))))
  (println (try (http/post (str base "/307/here") {:multipart [{:name "f" :content (io/input-stream path)}]}) (catch :http/body-not-repeatable e (:code (ex-data e)))))
  (norn.file/delete path))

; From https to http only if told so.
(def secure (http/serve (fn [r] {:status 302 :headers {"Location" (str other "/plain")}})
                        {:tls {:cert-file "tests/net/support/certs/server.pem" :key-file "tests/net/support/certs/server.key"}}))
(def to-https {:uri (str "https://localhost:" (:port secure)) :tls {:ca-file "tests/net/support/certs/ca.pem"}})
(println (map (fn [follow] (:status (http/request (assoc to-https :follow-redirects follow)))) [nil true :normal :always :never])) ;=> 200 get /here {} S/here [S/301/here]

; Nothing is left behind by redirects with large or endless bodies.
(def the-pool (http/pool))
(def endless (http/serve (fn [{:keys [uri]}] (if (= "/" uri) {:status 302 :headers {"Location" "/end"} :body (fn [write] (while true (write (byte-array 65536))))} {:status 200 :body "end"}))))
(println (:body (http/get (str "http://127.0.0.1:" (:port endless) "/") {:pool the-pool})) (first (vals (pool/counts the-pool)))) ;=> 200 get /here {"x-mine" "1"} S/here [S/301/here]
(run! http/stop [server other-server secure endless])
;=> 200 get /here {} S/here [S/302/here]
;=> 200 put /here {"content-length" "1"} b S/here [S/302/here]
;=> 200 get /here {} S/here [S/303/here]
;=> 200 get /here {} S/here [S/303/here]
;=> 200  S/here [S/303/here]
;=> 200 post /here {"content-length" "1", "content-type" "text/x"} b S/here [S/307/here]
;=> 200 patch /here {"content-length" "7", "content-type" "application/json"} {"a":1} S/here [S/308/here]
;=> 300 moved S/300/here []
;=> 304  S/304/here []
;=> 200 get /a/b?q {} S/a/b?q [S/302/relative]
;=> :http/too-many-redirects more than 10 redirects, the last one to S/302/query?only {:method GET, :uri S/302/query?only}
;=> 200 get /here {} S/here#frag [S/302/fragment]
;=> 200 get /here {} S/here#mine [S/302/here#mine]
;=> 200 other: get / {} O [S/302/slashes]
;=> 302 nowhere S/302/none []
;=> :http/bad-redirect S/302/ftp redirects to what is no http or https URL: ftp://x.org/ {:location ftp://x.org/, :method GET, :status 302, :uri S/302/ftp}
;=> :http/bad-redirect S/302/mail redirects to what is no http or https URL: mailto:me@x.org {:location mailto:me@x.org, :method GET, :status 302, :uri S/302/mail}
;=> :http/bad-redirect S/302/odd redirects to what is no http or https URL: http://[::1 {:location http://[::1, :method GET, :status 302, :uri S/302/odd}
;=> 200 0 S/count?0 [S/count?10 S/count?9 S/count?8 S/count?7 S/count?6 S/count?5 S/count?4 S/count?3 S/count?2 S/count?1]
;=> :http/too-many-redirects more than 10 redirects, the last one to S/count?0 {:method GET, :uri S/count?1}
;=> :http/too-many-redirects more than 2 redirects, the last one to S/count?0 {:method GET, :uri S/count?1}
;=> :http/too-many-redirects more than 0 redirects, the last one to S/count?0 {:method GET, :uri S/count?1}
;=> :http/too-many-redirects more than 10 redirects, the last one to S/loop {:method GET, :uri S/loop}
;=> 302 moved S/302/here []
;=> 302 moved S/302/here []
;=> 200 get /here {"authorization" "Basic dTpw", "cookie" "a=1", "x-mine" "1"} S/here [S/302/here]
;=> 200 other: get /there {"x-mine" "1"} O/there [S/302/other]
;=> 200 other: post /there {"content-length" "1", "x-mine" "1"} b O/there [S/307/other]
;=> get /here {"authorization" "Basic dTpw"}
;=> other: get /there {} O/there (S/302/other)
;=> 200 other: get /there {"cookie" "c=1"} O/there [S/302/other]
;=> :http/body-not-repeatable S/307/here redirects (307) to S/here, but the body was streamed and can't be sent again {:location S/here, :method POST, :status 307, :uri S/307/here}
;=> :http/body-not-repeatable S/308/other redirects (308) to O/there, but the body was streamed and can't be sent again {:location O/there, :method PUT, :status 308, :uri S/308/other}
;=> 200 get /here {} S/here [S/303/here]
;=> 200 post /here {"content-length" "9"} of a file S/here [S/307/here]
;=> of a file
;=> :http/body-not-repeatable
;=> (302 302 302 200 302)
;=> end {:open 1, :idle 1, :waiting 0}
