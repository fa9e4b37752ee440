; A client that ends its direction behind a complete request gets its answer; one that is gone is noticed all the same.
(require '[norn.http :as http] '[norn.net :as net] '[norn.tls :as tls] '[norn.async :as a] '[norn.process :as process]
         '[clojure.string :as str])

(def ended (atom {}))
(def begun (atom {}))
(defn handler [request]
  (let [uri (:uri request)]
    (case uri
      "/now" {:status 200 :body "at once"}
      "/slow" (do (a/sleep 150) {:status 200 :body "at last"})
      "/large" {:status 200 :body (byte-array 5000000)}
      "/pieces" {:status 200 :body (fn [write] (dotimes [_ 50] (write (byte-array 100000))))}
      "/drops" {:status 200 :body (fn [write] (dotimes [i 4] (write (str i)) (a/sleep 150)))}
      "/length" {:status 200 :content-length 4 :body (fn [write] (dotimes [i 4] (write (str i)) (a/sleep 150)))}
      "/echo" {:status 200 :body (str "got " (slurp (:body request)))}
      ; These end when somebody ends them.
      "/wait" (try (deliver (@begun uri) true) (a/sleep 1000000) (finally (deliver (@ended uri) :noticed)))
      "/quiet" {:status 200 :body (fn [write]
                                    (try (write "first") (a/sleep 1000000)
                                         (finally (deliver (@ended uri) :noticed))))})))

(def plain (http/serve handler))
(def secure (http/serve handler {:tls {:cert-file "tests/net/support/certs/server.pem" :key-file "tests/net/support/certs/server.key"}}))
(def trust {:ca-file "tests/net/support/certs/ca.pem"})
(defn connect [kind]
  (case kind
    :plain (net/connect "127.0.0.1" (:port plain))
    :tls (tls/connect "localhost" (:port secure) trust)))
(defn get-line [path] (str "GET " path " HTTP/1.1\r\nHost: x\r\n\r\n"))

(defn half-closed
  "What a client gets that ends its direction behind the text."
  [kind text]
  (with-open [c (connect kind)]
    (net/write c text)
    (net/shutdown-output c)
    (net/read-string c)))

(defn show [text]
  (let [[head body] (str/split text #"\r\n\r\n" 2)]
    (println (first (str/split-lines head)) (if (< (count body) 100) body (count body)))))
(defn pieces
  "The body of a chunked response whose chunks are of one byte; a size may begin with zeros."
  [text]
  (str/join (map second (re-seq #"\r\n0*1\r\n(.)" text))))

(doseq [kind [:plain :tls]]
  (println kind)
  (doseq [path ["/now" "/slow" "/large" "/length"]] (show (half-closed kind (get-line path))))
  (println (pieces (half-closed kind (get-line "/drops"))) (> (count (half-closed kind (get-line "/pieces"))) 5000000))
  (show (half-closed kind "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"))
  (show (half-closed kind "GET /slow HTTP/1.0\r\n\r\n"))
  ; Several requests ahead of the end are all answered.
  (println (re-seq #"at (?:once|last)" (half-closed kind (str (get-line "/now") (get-line "/slow") (get-line "/now"))))))
;=> :plain
;=> HTTP/1.1 200 OK at once
;=> HTTP/1.1 200 OK at last
;=> HTTP/1.1 200 OK 5000000
;=> HTTP/1.1 200 OK 0123
;=> 0123 true
;=> HTTP/1.1 200 OK got abc
;=> HTTP/1.1 200 OK at last
;=> (at once at last at once)
;=> :tls
;=> HTTP/1.1 200 OK at once
;=> HTTP/1.1 200 OK at last
;=> HTTP/1.1 200 OK 5000000
;=> HTTP/1.1 200 OK 0123
;=> 0123 true
;=> HTTP/1.1 200 OK got abc
;=> HTTP/1.1 200 OK at last
;=> (at once at last at once)

; A body that ends before its length is no request.
(println (pr-str (half-closed :plain "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab"))) ;=> ""

; Gone, with a FIN that looks the same: before the answer, and in the middle of one that waits.
(doseq [kind [:plain :tls]
        path ["/wait" "/quiet"]]
  (reset! ended {path (promise)})
  (reset! begun {path (promise)})
  (let [c (connect kind)]
    (net/write c (get-line path))
    (if (= path "/wait") @(@begun path) (net/read c))
    (net/close c)
    (println kind path @(@ended path))))
;=> :plain /wait :noticed
;=> :plain /quiet :noticed
;=> :tls /wait :noticed
;=> :tls /quiet :noticed

; As people do it.
(println (last (str/split-lines (:out (process/run ["nc" "-N" "127.0.0.1" (str (:port plain))] {:in (get-line "/slow")}))))) ;=> at last
(loop [] (when (some #(pos? (:requests (http/counts %))) [plain secure]) (a/sleep 1) (recur)))
(http/stop plain)
(http/stop secure)
