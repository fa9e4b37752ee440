; What request maps mean, seen by a server of our own.
(require '[norn.http :as http] '[norn.json :as json] '[norn.compress :as compress] '[clojure.string :as str])

(defn handler [{:keys [request-method uri query-string headers body]}]
  (case uri
    "/status" {:status (parse-long query-string) :headers {"X-A" "b"} :body "why"}
    "/gzip" {:status 200 :headers {"Content-Encoding" "gzip"} :body (compress/gzip "squeezed")}
    "/br" {:status 200 :headers {"Content-Encoding" "br"} :body (compress/brotli "squeezed")}
    "/deflate" {:status 200 :headers {"Content-Encoding" "deflate"} :body (compress/compress :deflate "squeezed")}
    "/json-error" {:status 422 :body "{\"why\": [1]}"}
    "/html-error" {:status 500 :body "<h1>no</h1>"}
    "/html" {:status 200 :body "<h1>no</h1>"}
    "/json" {:status 200 :headers {"Content-Type" "application/json"} :body "{\"a\": [1, null]}"}
    "/redirect" {:status 302 :headers {"Location" "/echo?redirected"}}
    "/keep" {:status 307 :headers {"Location" "echo"}}
    "/loop" {:status 302 :headers {"Location" "/loop"}}
    "/set" {:status 200 :headers {"Set-Cookie" ["a=1; Path=/" "b=2; Path=/other" "c=3; Max-Age=0"]}}
    "/large" {:status 200 :body (subs (nth (iterate #(str % %) "x") 18) 0 200000)}
    {:status 200
     :body (str (name request-method) " " uri (when query-string (str "?" query-string)) " "
                "{" (str/join ", " (map (fn [[k v]] (str k " " v)) (into (sorted-map) (dissoc headers "host" "accept" "accept-encoding" "user-agent")))) "} "
                (when body (slurp body)))}))

(def server (http/serve handler))
(def base (str "http://127.0.0.1:" (:port server)))
(defn show [response] (println (:status response) (:body response)))

(show (http/get (str base "/a b?x=1") {:query-params {:q "ä" :n [1 2]}})) ;=> 200 get /a%20b?x=1&q=%C3%A4&n=1&n=2 {} 
(show (http/head base)) ;=> 200 
(show (http/delete base)) ;=> 200 delete / {} 
(show (http/post base {:body "text"})) ;=> 200 post / {content-length 4} text
(show (http/post base)) ;=> 200 post / {content-length 0} 
(show (http/put base {:body (byte-array [65 66])})) ;=> 200 put / {content-length 2} AB
(show (http/patch base {:json {:a [1 "b"]}})) ;=> 200 patch / {content-length 13, content-type application/json} {"a":[1,"b"]}
(show (http/post base {:form-params {:a "b c" :d "&"}})) ;=> 200 post / {content-length 11, content-type application/x-www-form-urlencoded} a=b+c&d=%26
(show (http/post base {:body (fn [write] (write "one ") (write (byte-array [50])))})) ;=> 200 post / {transfer-encoding chunked} one 2
(show (http/post base {:body (map str (range 3)) :headers {:x-y "z"}})) ;=> 200 post / {transfer-encoding chunked, x-y z} 012
(show (http/post base {:body "wait" :expect-continue true})) ;=> 200 post / {content-length 4, expect 100-continue} wait
(show (http/get base {:basic-auth ["me" "secret"]})) ;=> 200 get / {authorization Basic bWU6c2VjcmV0} 
(show (http/get base {:bearer "t"})) ;=> 200 get / {authorization Bearer t} 
(show (http/get base {:cookies {"a" "1" :b 2}})) ;=> 200 get / {cookie a=1; b=2} 
(show (http/get base {:headers {"X" ["a" "b"]}})) ;=> 200 get / {x a,b} 
(show (http/request {:uri base :method "get"})) ;=> 200 get / {} 
(println (:body (http/get (str base "/json") {:as :json}))) ;=> {:a [1 nil]}
;; Errors may come as JSON, or not; anything else has to be.
(println (map (fn [path] (:body (http/get (str base path) {:as :json :throw false}))) ["/json-error" "/html-error"])) ;=> ({:why [1]} <h1>no</h1>)
(println (try (http/get (str base "/json-error") {:as :json}) (catch :http/status e (:body (ex-data e))))) ;=> {:why [1]}
(println (try (http/get (str base "/html") {:as :json}) (catch clojure.lang.ExceptionInfo e (namespace (:code (ex-data e)))))) ;=> json
(println (vec (:body (http/get (str base "/status?200") {:as :bytes})))) ;=> [119 104 121]
(show (http/get (str base "/gzip"))) ;=> 200 squeezed
(show (http/get (str base "/br"))) ;=> 200 squeezed
(show (http/get (str base "/deflate"))) ;=> 200 squeezed
(println (count (:body (http/get (str base "/large"))))) ;=> 200000
(with-open [body (:body (http/get (str base "/large") {:as :stream}))]
  (println (pos? (alength (http/read-piece body))))) ;=> true
(println (count (slurp (:body (http/get (str base "/large") {:as :stream}))))) ;=> 200000

; multipart
(let [text (:body (http/post base {:multipart [{:name "a" :content "1"} {:name "f" :file-name "x.txt" :content (byte-array [72 105])}]}))]
  (println (str/replace (subs text (str/index-of text "--norn")) #"norn-[0-9a-f-]{36}" "B")))
;=> --B
;=> Content-Disposition: form-data; name="a"
;=> 
;=> 1
;=> --B
;=> Content-Disposition: form-data; name="f"; filename="x.txt"
;=> Content-Type: application/octet-stream
;=> 
;=> Hi
;=> --B--
;=> 

; statuses
(println (try (http/get (str base "/status?404"))
              (catch clojure.lang.ExceptionInfo e
                [(str/replace (ex-message e) base "") (:code (ex-data e)) (:status (ex-data e)) (:body (ex-data e)) (get (:headers (ex-data e)) "x-a")])))
;=> [GET /status?404 answered 404 Not Found :http/status 404 why b]
(show (http/get (str base "/status?500") {:throw false})) ;=> 500 why

; redirects
(show (http/post (str base "/redirect") {:body "lost"})) ;=> 200 get /echo?redirected {} 
(show (http/post (str base "/keep") {:body "kept"})) ;=> 200 post /echo {content-length 4} kept
(println (:status (http/get (str base "/redirect") {:follow-redirects false}))) ;=> 302
(println (try (http/get (str base "/loop")) (catch :http/too-many-redirects e (count (:redirects (ex-data e)))))) ;=> 10

; cookies
(let [jar (http/cookie-jar)]
  (http/get (str base "/set") {:cookie-jar jar})
  (show (http/get base {:cookie-jar jar})) ;=> 200 get / {cookie a=1} 
  (show (http/get (str base "/other/x") {:cookie-jar jar}))) ;=> 200 get /other/x {cookie b=2; a=1} 

; what can't be sent
(println (try (http/get "ftp://x") (catch :http/bad-url e (ex-message e)))) ;=> expected a URL that begins with http:// or https://, found "ftp://x"
(println (try (http/get base {:headers {"A" "b\r\nC: d"}}) (catch :http/bad-request e (ex-message e)))) ;=> the request can't be sent: the value of header "A" is no string, or contains a line break
(http/stop server)
