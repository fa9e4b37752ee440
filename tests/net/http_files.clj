; Static files: types, ranges, validators, and names that lead elsewhere.
(require '[norn.http :as http] '[norn.file :as file] '[clojure.string :as str])

(def dir (file/temp-dir))
(file/write (str dir "/a.txt") "0123456789")
(file/write (str dir "/empty.css") "")
(file/write (str dir "/.secret") "no")
(file/write (str dir "/index.html") "<p>hi")
(file/write-bytes (str dir "/large.bin") (byte-array 300000))
(def server (http/serve (http/files dir)))
(defn ask [path & [headers]]
  (http/get (str "http://127.0.0.1:" (:port server) path) {:headers headers :throw false :compressed false}))
(defn show [{:keys [status headers body]} & names]
  (println status (str/trim body) (mapv headers names)))

(show (ask "/a.txt") "content-type" "content-length" "accept-ranges") ;=> 200 0123456789 [text/plain; charset=utf-8 10 bytes]
(show (ask "/") "content-type") ;=> 200 <p>hi [text/html; charset=utf-8]
(show (ask "/empty.css") "content-length") ;=> 200  [0]
(println (count (:body (ask "/large.bin")))) ;=> 300000
(show (ask "/a.txt" {"Range" "bytes=2-4"}) "content-range" "content-length") ;=> 206 234 [bytes 2-4/10 3]
(show (ask "/a.txt" {"Range" "bytes=-3"}) "content-range") ;=> 206 789 [bytes 7-9/10]
(show (ask "/a.txt" {"Range" "bytes=8-100"}) "content-range") ;=> 206 89 [bytes 8-9/10]
(show (ask "/a.txt" {"Range" "bytes=10-"}) "content-range") ;=> 416  [bytes */10]
(show (ask "/a.txt" {"Range" "bytes=1-2,4-5"})) ;=> 200 0123456789 []
(let [etag (get-in (ask "/a.txt") [:headers "etag"])
      modified (get-in (ask "/a.txt") [:headers "last-modified"])]
  (show (ask "/a.txt" {"If-None-Match" etag})) ;=> 304  []
  (show (ask "/a.txt" {"If-None-Match" "\"other\""})) ;=> 200 0123456789 []
  (show (ask "/a.txt" {"If-Modified-Since" modified})) ;=> 304  []
  (show (ask "/a.txt" {"If-Range" "\"old\"" "Range" "bytes=1-1"})) ;=> 200 0123456789 []
  (show (ask "/a.txt" {"If-Range" etag "Range" "bytes=1-1"}))) ;=> 206 1 []
(doseq [path ["/none" "/.secret" "/../x" "/%2e%2e/x" "/a%00" "/%"]] (print (:status (ask path)) ""))
(println) ;=> 404 404 404 404 404 404 
(println (:status (http/post (str "http://127.0.0.1:" (:port server) "/a.txt") {:throw false}))) ;=> 405
(println (select-keys (:headers (http/head (str "http://127.0.0.1:" (:port server) "/a.txt"))) ["content-length"])) ;=> {content-length 10}
(http/stop server)
