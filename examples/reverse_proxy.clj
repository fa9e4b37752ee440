;; A reverse proxy that also streams server-sent events.
;;
;; It forwards each request to a backend and passes the response on piece by
;; piece, so events arrive as they are sent, and a slow client slows the backend
;; down. When the client goes away its task is cancelled, and with it the request
;; to the backend.

(require '[norn.async :as async]
         '[norn.http :as http])

(def hop-by-hop #{"connection" "keep-alive" "transfer-encoding" "upgrade" "te" "trailer" "proxy-authorization" "content-length"})

(defn end-to-end [headers] (into {} (remove (fn [[name _]] (hop-by-hop name))) headers))

(defn proxy-to
  "A handler that asks the server at `base`."
  [base]
  (fn [{:keys [request-method uri query-string headers body remote-addr]}]
    (try
      (let [response (http/request {:method request-method
                                    :uri (str base uri (when query-string (str "?" query-string)))
                                    :headers (assoc (dissoc (end-to-end headers) "host") "x-forwarded-for" remote-addr)
                                    :body body
                                    :as :stream :throw false :compressed false :follow-redirects false})]
        {:status (:status response) :headers (end-to-end (:headers response)) :body (:body response)})
      (catch java.io.IOException e
        {:status 502 :body (str "the backend does not answer: " (:code (ex-data e)) "\n")}))))

;; --- a backend, and a client to see it work ---------------------------------------------------

(def stopped (promise))

(defn backend [{:keys [uri body headers]}]
  (case uri
    "/ticks" (http/sse (fn [send]
                         (try
                           (loop [n 0] (send {:event :tick :data n}) (async/sleep 1) (recur (inc n)))
                           (finally (deliver stopped :the-backend-has-stopped)))))
    "/upload" {:status 200 :body (str (count (http/read-all body)) " bytes, forwarded for " (headers "x-forwarded-for"))}
    {:status 404 :body "not here"}))

(let [behind (http/serve backend)
      front (http/serve (proxy-to (str "http://127.0.0.1:" (:port behind))))
      base (str "http://127.0.0.1:" (:port front))
      ticks (:body (http/get (str base "/ticks") {:as :stream}))]
  (println (map (juxt :event :data) (take 3 (http/events ticks))))
  (println (:body (http/post (str base "/upload") {:body (fn [write] (dotimes [_ 100] (write (byte-array 10000))))})))
  (println (:status (http/get (str base "/none") {:throw false})))
  (.close ticks)
  (println @stopped)
  (http/stop behind)
  (print (:body (http/get base {:throw false})))
  (http/stop front))
