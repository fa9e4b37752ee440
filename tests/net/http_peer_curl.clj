; curl as the client: bodies of every size up and down, with a length and in chunks, plain and over TLS; ranges, Expect, HEAD,
; form uploads, and many at once.
;timeout 120
;gc-stress-every 1000 bodies of 50 MB
(load-file "tests/net/support/bodies.clj")
(load-file "tests/net/support/peers.clj")
(require '[bodies :as b] '[peers :refer [curl]] '[norn.http :as http] '[norn.file :as file] '[clojure.string :as str])

(def directory (file/temp-dir))
(def chunked ["-H" "Transfer-Encoding: chunked"])

(defn problems [base n]
  (let [path (str directory "/" n)
        up (fn [to & options] (apply curl (concat options ["--data-binary" (str "@" path) (str base to)])))]
    (file/write-bytes path (b/body n))
    (into []
          (keep (fn [[what good]] (when-not good [n what])))
          [[:bytes (b/same? (curl (str base "/bytes/" n)) n)]
           [:pieces (b/same? (curl (str base "/pieces/" n)) n)]
           [:length (b/same? (curl (str base "/length/" n)) n)]
           [:http-1.0 (b/same? (curl "--http1.0" (str base "/pieces/" n)) n)]
           [:upload (= (b/digest-of n) (String. (up "/digest")))]
           [:upload-chunked (= (b/digest-of n) (String. (apply up "/digest" chunked)))]
           [:echo (b/same? (up "/echo") n)]
           [:echo-chunked (b/same? (apply up "/echo" chunked) n)]])))

(doseq [kind [:plain :tls]]
  (let [server (b/serve kind)]
    (println kind (into [] (mapcat (fn [n] (problems (b/base kind server) n))) (conj b/edges b/large)))
    (http/stop server)))
;=> :plain []
;=> :tls []

(def server (b/serve :tls (http/files directory) nil))
(def base (b/base :tls server))
(println (java.util.Arrays/equals (curl "-r" "999990-" (str base "/1000000")) (b/body 1000000 999990 10))) ;=> true
(println (re-find #"(?i)content-length: \d+" (String. (curl "-I" (str base "/16384"))))) ;=> Content-Length: 16384
; A hundred files by one curl, eight at a time.
(file/mkdirs (str directory "/out"))
(apply curl "--parallel" "--parallel-max" "8" (mapcat (fn [i] ["-o" (str directory "/out/" i) (str base "/65537")]) (range 100)))
(println (frequencies (map (fn [i] (b/same? (file/read-bytes (str directory "/out/" i)) 65537)) (range 100)))) ;=> {true 100}
(http/stop server)
