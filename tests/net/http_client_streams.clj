; Response bodies as streams: input streams that come as the server sends them, decompressed on the way, in bounded memory.
;gc-stress-every 1000 hundreds of exchanges, some against time limits
(require '[norn.http :as http] '[norn.http.pool :as pool] '[norn.net :as net] '[norn.async :as a] '[norn.compress :as compress]
         '[clojure.java.io :as io] '[clojure.string :as str])

(def text (str/join "\n" (map (fn [i] (str "line " i " ä")) (range 5000))))
(def codings {"gzip" :gzip "deflate" :deflate "br" :brotli "zstd" :zstd "raw" :raw-deflate})
(def gates (atom {}))
(defn squeezed [coding] (compress/compress coding text))
(defn handler [{:keys [uri query-string headers]}]
  (case uri
    "/coded" {:status 200 :headers {"Content-Encoding" (if (= "raw" query-string) "deflate" query-string)} :body (squeezed (codings query-string))}
    "/twice" {:status 200 :headers {"Content-Encoding" "gzip, br"} :body (compress/brotli (compress/gzip text))}
    "/unknown" {:status 200 :headers {"Content-Encoding" "rot13"} :body "nopqr"}
    "/empty" {:status 200 :headers {"Content-Encoding" "gzip"} :body ""}
    "/none" {:status 204 :headers {"Content-Encoding" "gzip"}}
    "/cut" (let [bytes (squeezed (codings query-string))]
             {:status 200 :headers {"Content-Encoding" query-string} :body (java.util.Arrays/copyOf bytes (- (alength bytes) 5))})
    "/wrong" {:status 200 :headers {"Content-Encoding" "gzip"} :body "this is no gzip data at all"}
    "/slowly" {:status 200 :headers {"Content-Encoding" "gzip"}
               :body (fn [write]
                       (let [sink (norn.io/output-stream write (fn [] nil))]
                         (with-open [packing (compress/output-stream :gzip sink)]
                           (.write packing "first\n")
                           (.flush packing)
                           @@gates
                           (.write packing "second\n"))))}
    "/bomb" {:status 200 :headers {"Content-Encoding" "gzip"}
             :body (fn [write]
                     (let [sink (norn.io/output-stream write (fn [] nil))]
                       (with-open [packing (compress/output-stream :gzip sink)]
                         (dotimes [_ 64] (.write packing (byte-array 1048576))))))}
    "/endless" {:status 200 :body (fn [write] (while true (write (byte-array 65536))))}
    "/failed" {:status 500 :headers {"Content-Encoding" "gzip"} :body (compress/gzip "what went wrong")}
    {:status 200 :body (str (get headers "accept-encoding"))}))
(def server (http/serve handler))
(def base (str "http://127.0.0.1:" (:port server)))
(def the-pool (http/pool))
(defn stream [path & [options]] (http/get (str base path) (merge {:as :stream :pool the-pool :timeout 20000} options)))
(defn counts [] (first (vals (pool/counts the-pool))))

; Asked for, and undone: every coding.
(println (slurp (:body (stream "/"))) (pr-str (slurp (:body (stream "/" {:compressed false}))))) ;=> gzip, deflate, br ""
(println (map (fn [coding] (= text (slurp (:body (stream (str "/coded?" coding)))))) (keys codings))) ;=> (true true true true true)
(println (= text (slurp (:body (stream "/twice")))) (= text (:body (http/get (str base "/twice"))))) ;=> true true
(println (slurp (:body (stream "/unknown"))) (pr-str (slurp (:body (stream "/empty")))) (pr-str (slurp (:body (stream "/none"))))) ;=> nopqr "" ""
(println (= (alength (.readAllBytes (:body (stream "/coded?gzip" {:compressed false})))) (alength (squeezed :gzip)))) ;=> true
(println (counts)) ;=> {:open 1, :idle 1, :waiting 0}

; An input stream in every way that Java's are used.
(println (instance? java.io.InputStream (:body (stream "/"))) (take 2 (line-seq (io/reader (:body (stream "/coded?br")))))) ;=> true (line 0 ä line 1 ä)
(with-open [in (:body (stream "/coded?gzip"))]
  (let [buffer (byte-array 10)]
    (println (.read in) (.read in buffer 2 3) (vec buffer) (String. (.readNBytes in 5)) (.skip in 3) (count (slurp in))))) ;=> 108 3 [0 0 105 110 101 0 0 0 0 0]  0 ä 3 58878
(let [out (java.io.ByteArrayOutputStream.)]
  (io/copy (:body (stream "/coded?zstd")) out)
  (println (= text (str out)))) ;=> true

; What the server has sent is there, although more will come.
(reset! gates (promise))
(with-open [in (:body (stream "/slowly"))]
  (println (String. (http/read-piece in)))
  (deliver @gates true)
  (println (slurp in)))
;=> first
;=> 
;=> second
;=> 

; Much comes of little: read in small pieces; limited if asked for.
(with-open [in (:body (stream "/bomb"))]
  (loop [total 0 largest 0]
    (if-let [piece (http/read-piece in)]
      (recur (+ total (alength piece)) (max largest (alength piece)))
      (println total (< largest 200000))))) ;=> 67108864 true
(defn problem [f] (try (f) (catch java.io.IOException e [(:code (ex-data e)) (str/replace (ex-message e) base "S") (some-> (:uri (ex-data e)) (str/replace base "S"))])))
(println (problem #(.readAllBytes (:body (stream "/bomb" {:max-body-bytes 1000000}))))) ;=> [:http/too-large the response of S/bomb is too large: gzip data expands to more than 1000000 bytes S/bomb]
(println (problem #(http/get (str base "/bomb") {:max-body-bytes 1000000}))) ;=> [:http/too-large the response of S/bomb is too large: gzip data expands to more than 1000000 bytes S/bomb]

; Data that breaks off or is none is an error, as text and as a stream.
(doseq [coding ["gzip" "deflate" "br" "zstd"]]
  (println (problem #(slurp (:body (stream (str "/cut?" coding)))))))
;=> [:http/bad-response the response of S/cut?gzip says it is compressed, but it is not: gzip data ends too early S/cut?gzip]
;=> [:http/bad-response the response of S/cut?deflate says it is compressed, but it is not: deflate data ends too early S/cut?deflate]
;=> [:http/bad-response the response of S/cut?br says it is compressed, but it is not: brotli data ends too early S/cut?br]
;=> [:http/bad-response the response of S/cut?zstd says it is compressed, but it is not: zstd data ends too early S/cut?zstd]
(println (problem #(http/get (str base "/cut?br")))) ;=> [:http/bad-response the response of S/cut?br says it is compressed, but it is not: brotli data ends too early S/cut?br]
(println (problem #(slurp (:body (stream "/wrong"))))) ;=> [:http/bad-response the response of S/wrong says it is compressed, but it is not: malformed gzip data S/wrong]

; A status that is thrown holds its body, which nobody needs to close; so do streams closed early give their places back.
(println (try (stream "/failed") (catch :http/status e [(:status (ex-data e)) (slurp (:body (ex-data e)))]))) ;=> [500 what went wrong]
(println (:status (stream "/failed" {:throw false}))) ;=> 500
(.close (:body (stream "/endless")))
(with-open [in (:body (stream "/endless"))] (.readNBytes in 100000))
(println (try (.read (let [in (:body (stream "/endless"))] (.close in) in)) (catch :closed e (ex-message e)))) ;=> The body is closed
(println (:idle (counts)) (:waiting (counts))) ;=> 0 0

; A read that is cancelled takes nothing; who reads on gets everything.
(reset! gates (promise))
(with-open [in (:body (stream "/slowly"))]
  (http/read-piece in)
  (println (try (a/with-timeout 5 (http/read-piece in)) (catch :norn/timeout _ :timeout)))
  (deliver @gates true)
  (println (str/trim (slurp in))))
;=> :timeout
;=> second

; A server that sends its head and then thinks: the response is there.
(let [quiet (net/serve (fn [c] (net/read c) (net/write c "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n") @@gates) {})]
  (reset! gates (promise))
  (let [response (http/get (str "http://127.0.0.1:" (:port (net/local-address quiet)) "/") {:as :stream})]
    (println (:status response)) ;=> 200
    (.close (:body response)))
  (deliver @gates true)
  (net/close quiet))
(http/stop server)
