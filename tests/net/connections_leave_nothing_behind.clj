; Thousands of connections, plain and TLS, in turn and at once, closed by either side, half of them dropped without a close:
; no descriptor stays open, memory stays where it was.
;gc-stress-every 1000 thousands of connections
;skip-sanitize AddressSanitizer keeps what is freed for a while
;timeout 120
(require '[norn.net :as net] '[norn.tls :as tls] '[norn.async :as a] '[norn.runtime :as runtime] '[norn.file :as file])

(defn cert [name] (str "tests/net/support/certs/" name))
(def context (tls/client-context {:ca-file (cert "ca.pem")}))
(defn greet [c] (net/write c (net/read-line c) "\n"))

(defn visit [connect i]
  (let [c (connect)]
    (net/write c "hello\n")
    (when (not= "hello" (net/read-line c)) (throw (ex-info "no answer" {})))
    (when (even? i) (net/close c))))

(defn open-descriptors [] (count (file/list "/proc/self/fd")))
(defn settle []
  (dotimes [_ 3] (runtime/gc) (a/sleep 2)))

(defn burden [connect n]
  (settle)
  (let [descriptors (open-descriptors)
        at-once (fn [] (a/all (mapv (fn [i] (fn [] (visit connect i))) (range 200))) (settle))
        in-turn (fn [] (dotimes [i n] (visit connect i) (when (zero? (mod i 250)) (runtime/gc))) (settle))
        _ (do (at-once) (in-turn) (at-once)) ; what the process needs once
        memory (:rss-bytes (runtime/stats))]
    (at-once) (in-turn) (at-once) (at-once)
    [(- (open-descriptors) descriptors) (< (- (:rss-bytes (runtime/stats)) memory) 12000000)]))

(with-open [server (net/serve greet {})]
  (let [port (:port (net/local-address server))]
    (println (burden #(net/connect "127.0.0.1" port) 500)))) ;=> [0 true]
(with-open [server (tls/serve greet {:cert-file (cert "server.pem") :key-file (cert "server.key")})]
  (let [port (:port (net/local-address server))]
    (println (burden #(tls/connect "127.0.0.1" port {:context context}) 100)))) ;=> [0 true]
