; nginx as a server of files, and as a reverse proxy in front of our servers; plain and over TLS, in front and behind it.
;timeout 120
;gc-stress-every 1000 bodies of 50 MB
(load-file "tests/net/support/bodies.clj")
(load-file "tests/net/support/peers.clj")
(require '[bodies :as b] '[peers] '[norn.http :as http] '[norn.file :as file] '[clojure.string :as str])

(def sizes (conj b/edges b/large))
(def directory (file/temp-dir))
(doseq [n sizes] (file/write-bytes (str directory "/" n) (b/body n)))

(defn handler [request]
  (if (= "/about" (:uri request))
    {:status 200 :body (str (get-in request [:headers "x-forwarded-proto"]) " to " (name (:scheme request)))}
    (b/handler request)))
(def backend (b/serve :plain handler nil))
(def secure-backend (b/serve :tls handler nil))
(def pool (http/pool))

(peers/with-nginx directory {:backend (:port backend) :secure-backend (:port secure-backend)}
  (fn [{:keys [plain tls]}]
    (doseq [base [(str "http://127.0.0.1:" plain) (str "https://localhost:" tls)]
            :let [get (fn [path & [options]] (http/get (str base path) (merge {:as :bytes :tls b/trust :pool pool} options)))]]
      (println (first (str/split base #":")))
      ; Files: whole, and a part.
      (println (remove (fn [n] (b/same? (:body (get (str "/files/" n))) n)) sizes)
               (let [{:keys [status headers body]} (get "/files/1000000" {:headers {"Range" "bytes=16380-32769"}})]
                 [status (headers "content-range") (java.util.Arrays/equals body (b/body 1000000 16380 16390))]))
      ; Through the proxy: buffered, as it comes, and encrypted behind it. (nginx takes no more of a request once the response
      ; has begun, so nothing is echoed as it comes.)
      (doseq [path ["" "/stream" "/secure"]]
        ; 50 MB in clear, and encrypted on both sides: nginx takes its time for them.
        (println (into [] (mapcat (fn [n] (b/problems (str base path) n "/return")))
                       (if (contains? #{["http" ""] ["https" "/secure"]} [(first (str/split base #":")) path]) sizes b/edges))
                 (:body (get (str path "/about") {:as :text})))))
    ; No more than one connection of ours to each of nginx's ports (none where it was idle for too long).
    (println (every? (fn [{:keys [open]}] (<= open 1)) (vals (norn.http.pool/counts pool))))))
;=> http
;=> () [206 bytes 16380-32769/1000000 true]
;=> [] http to http
;=> [] http to http
;=> [] http to https
;=> https
;=> () [206 bytes 16380-32769/1000000 true]
;=> [] https to http
;=> [] https to http
;=> [] https to https
;=> true
(println (= 0 (:requests (http/counts backend)) (:requests (http/counts secure-backend)))) ;=> true
(http/stop backend)
(http/stop secure-backend)
