; Clients that go away in the middle, of a download or an upload, plain or over TLS: the task of the request ends, nothing
; stays behind, the server goes on.
;timeout 120
;gc-stress-every 1000 hundreds of megabytes
(load-file "tests/net/support/bodies.clj")
(require '[bodies :as b] '[norn.http :as http] '[norn.net :as net] '[norn.tls :as tls] '[norn.async :as a] '[norn.runtime :as runtime])

(def n b/large)
(def begun (atom 0))
(def ended (atom []))
(defn handler [request]
  (swap! begun inc)
  (let [done (volatile! :cut-off)]
    (case (:uri request)
      "/down" {:status 200 :body (fn [write]
                                   (try ((b/pieces n) write) (vreset! done :complete)
                                        (finally (swap! ended conj @done))))}
      "/up" (try (http/read-all (:body request)) (vreset! done :complete) {:status 200}
                 (catch java.io.IOException e (vreset! done (:code (ex-data e))) (throw e))
                 (finally (swap! ended conj @done)))
      "/fine" {:status 200 :body "fine"})))

(defn connect [kind server]
  (if (= kind :tls) (tls/connect "localhost" (:port server) b/trust) (net/connect "127.0.0.1" (:port server))))

(defn read-some [c n] (loop [left n] (when (pos? left) (recur (- left (alength (net/read c)))))))

; Each takes a connection and leaves it in the middle.
(def ways
  {:download (fn [c] (net/write c "GET /down HTTP/1.1\r\nHost: x\r\n\r\n") (read-some c 300000))
   :upload-length (fn [c] (net/write c "POST /up HTTP/1.1\r\nHost: x\r\nContent-Length: " (str n) "\r\n\r\n" (b/body n 0 500000)))
   :upload-chunked (fn [c] (net/write c "POST /up HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7A120\r\n" (b/body n 0 300000)))})

(defn norn-client-gives-up [kind server]
  (let [base (b/base kind server) pool (http/pool)]
    (let [{:keys [body]} (http/get (str base "/down") {:as :stream :tls b/trust :pool pool})]
      (http/read-piece body)
      (.close body))
    (let [before @begun
          task (http/post-async (str base "/up") {:body (b/pieces n) :tls b/trust :pool pool})]
      (b/until #(> @begun before))
      (a/cancel! task))))

(defn round [kind server]
  (reset! ended [])
  (doseq [[_ way] ways _ (range 5)]
    (let [before @begun]
      (with-open [c (connect kind server)]
        (way c)
        (b/until #(> @begun before)))))
  (dotimes [_ 5] (norn-client-gives-up kind server))
  (b/until #(= 25 (count @ended)))
  (b/until #(zero? (:connections (http/counts server))))
  (set @ended))

(doseq [kind [:plain :tls]]
  (let [server (b/serve kind handler nil)
        _ (dotimes [_ 15] (round kind server))
        _ (runtime/gc)
        before (b/descriptors)
        memory (b/memory-mb)
        outcomes (into #{} (mapcat (fn [_] (round kind server))) (range 15))]
    (runtime/gc)
    (println kind (contains? outcomes :complete) (- (b/descriptors) before)
             ; What is lost each time is lost again; the allocator's slack comes once.
             (if (or (b/within? memory 10)
                     (let [now (b/memory-mb)] (dotimes [_ 15] (round kind server)) (runtime/gc) (b/within? now 10)))
               :flat
               [:grown memory (b/memory-mb) :mb])
             (:requests (http/counts server)) (:body (http/get (str (b/base kind server) "/fine") {:tls b/trust :pool (http/pool)})))
    (http/stop server)))
;=> :plain false 0 :flat 0 fine
;=> :tls false 0 :flat 0 fine
