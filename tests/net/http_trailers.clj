; Trailers of a chunked body change nothing: they never become headers, neither of their message nor of the next one, and what
; is no field, or could be read as another request, is refused.
(require '[norn.http :as http] '[norn.net :as net] '[clojure.string :as str])

(def seen (atom []))
(defn handler [request]
  (let [text (if-let [body (:body request)] (slurp body) "")]
    (swap! seen conj [(:request-method request) (:uri request) text (dissoc (:headers request) "transfer-encoding")])
    {:status 200 :body "ok"}))
(def server (http/serve handler {:max-head-bytes 200}))

(defn talk [& texts]
  (reset! seen [])
  (with-open [c (net/connect "127.0.0.1" (:port server))]
    (apply net/write c texts)
    (net/shutdown-output c)
    (println (map second (re-seq #"HTTP/1.1 (\d+)" (net/read-string c))) @seen)))

(def post "POST /first HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n")
(def next-request "GET /second HTTP/1.1\r\nHost: x\r\n\r\n")

(talk post "\r\n" next-request) ;=> (200 200) [[:post /first abc {host x}] [:get /second  {host x}]]
; Fields that decide about framing, routing or rights.
(talk post "Content-Length: 100\r\nTransfer-Encoding: chunked\r\nHost: evil\r\nAuthorization: x\r\nConnection: close\r\n\r\n" next-request)
;=> (200 200) [[:post /first abc {host x}] [:get /second  {host x}]]
; A request where trailers may stand, for whoever in front of us thinks that the body has ended.
(talk post "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n") ;=> (400) []
(talk post "A: b\r\n GET /smuggled HTTP/1.1\r\n\r\n" next-request) ;=> (400) []
(talk post "A: b\nGET /smuggled HTTP/1.1\n\n" next-request) ;=> (400) []
(talk post "A: b\rGET /smuggled HTTP/1.1\r\n\r\n" next-request) ;=> (400) []
(talk post "A: " (apply str (repeat 200 "a")) "\r\n\r\n" next-request) ;=> (431) []
(http/stop server)

; Likewise those of a response.
(with-open [server (net/serve (fn [c]
                                (loop [n 1]
                                  (when (loop [] (when-let [line (net/read-line c)] (or (= "" line) (recur))))
                                    (net/write c "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Number: " (str n) "\r\n\r\n2\r\nhi\r\n0\r\n"
                                               "Set-Cookie: a=b\r\nContent-Length: 7\r\nX-Number: 9\r\n\r\n")
                                    (recur (inc n)))))
                              {})]
  (let [uri (str "http://127.0.0.1:" (:port (net/local-address server))) pool (http/pool)]
    (dotimes [_ 2]
      (let [{:keys [body headers]} (http/get uri {:pool pool})] (println body headers)))))
;=> hi {transfer-encoding chunked, x-number 1}
;=> hi {transfer-encoding chunked, x-number 2}
