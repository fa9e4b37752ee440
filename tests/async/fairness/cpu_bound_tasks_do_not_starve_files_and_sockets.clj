;; While three tasks compute, files are read and a connection is served.
(require '[norn.net :as net])
(def running (atom true))
(def spinning (mapv (fn [_] (async (loop [n 0] (if @running (recur (inc n)) n)))) (range 3)))
(println (= 20 (count (mapv await (mapv (fn [_] (async (slurp "docs/ASYNC.md"))) (range 20)))))) ;=> true
(with-open [server (net/serve (fn [c] (net/write c (net/read-line c) "\n")) {:port 0})]
  (dotimes [i 5]
    (with-open [c (net/connect "127.0.0.1" (:port (net/local-address server)))]
      (net/write c (str "hello " i "\n"))
      (println (net/read-line c)))))
;=> hello 0
;=> hello 1
;=> hello 2
;=> hello 3
;=> hello 4
(reset! running false)
(println (every? pos? (mapv await spinning))) ;=> true
