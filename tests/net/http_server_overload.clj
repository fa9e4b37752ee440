; Overload is answered with 503, every request settles, and the server recovers.
(require '[norn.http :as http] '[norn.async :as a])

(def server (http/serve (fn [_] (a/sleep 10) {:status 200 :body "done"}) {:max-requests 5}))
(def uri (str "http://127.0.0.1:" (:port server)))
(defn statuses [n] (frequencies (mapv (fn [t] (:status @t)) (mapv (fn [_] (http/get-async uri {:throw false})) (range n)))))
(let [counts (statuses 60)]
  (println (= 60 (reduce + (vals counts))) (pos? (counts 200)) (pos? (counts 503)) (keys (dissoc counts 200 503)))) ;=> true true true nil
(println (statuses 5)) ;=> {200 5}
(http/stop server)

(def narrow (http/serve (fn [_] {:status 200 :body "done"}) {:max-connections 2}))
(def wide (http/pool {:max-per-host 4}))
(def narrow-uri (str "http://127.0.0.1:" (:port narrow)))
(def held (mapv (fn [_] (http/get narrow-uri {:as :stream :throw false :pool (http/pool)})) (range 2)))
(println (mapv :status held)) ;=> [200 200]
(println (:status (http/get narrow-uri {:throw false :pool wide}))) ;=> 503
(http/stop narrow)
