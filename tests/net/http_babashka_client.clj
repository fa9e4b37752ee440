; The names of babashka.http-client.
(require '[babashka.http-client :as client] '[norn.http :as http])
(def server (http/serve (fn [r] {:status 200 :body (str (name (:request-method r)) (when (:body r) (slurp (:body r))))})))
(def uri (str "http://127.0.0.1:" (:port server)))
(println (:body (client/get uri)) (:body (client/post uri {:body "x"})) (:body (client/put uri {:body "y"}))) ;=> get postx puty
(println (:body (client/request {:uri uri :method :delete}))) ;=> delete
(println (:body @(client/get uri {:async true}))) ;=> get
(println (slurp (:body (client/get uri {:as :stream})))) ;=> get
(http/stop server)
