;; What is on its way between sockets of the program comes before any virtual deadline; waiting for a silent peer times out at once.
;flags --virtual-time
(require '[norn.async :as a] '[norn.net :as net])
(def start (System/currentTimeMillis))
(with-open [server (net/serve (fn [c] (loop [] (when-let [chunk (net/read c)] (net/write c chunk) (recur)))) {:port 0})]
  (let [{:keys [host port]} (net/local-address server)]
    (with-open [c (net/connect host port)]
      (println (every? (fn [n] (net/write c (str n "\n")) (= (str n) (a/with-timeout 1000 (net/read-line c)))) (range 200))) ;=> true
      (println (- (System/currentTimeMillis) start)) ;=> 0
      (println (try (a/with-timeout 3600000 (net/read c)) (catch :norn/timeout e :silent))) ;=> :silent
      (println (- (System/currentTimeMillis) start))))) ;=> 3600000
