; Hello world for wrk.
(require '[norn.http :as http])
(def response {:status 200 :headers {"Content-Type" "text/plain"} :body "hello world"})
(http/serve (fn [_] response) {:port (parse-long (first *command-line-args*))})
