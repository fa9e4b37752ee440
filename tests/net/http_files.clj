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
; Several ranges; those that do not exist are left out; one that is left stands alone.
(defn parts [range]
  (let [{:keys [status headers body]} (ask "/a.txt" {"Range" range})
        [_ boundary] (re-matches #"multipart/byteranges; boundary=(\S+)" (headers "content-type"))]
    (println status (str/replace body boundary "B") (= (str (count body)) (headers "content-length")))))
(parts "bytes=1-2,4-5") ;=> 206 
;=> --B
;=> Content-Type: text/plain; charset=utf-8
;=> Content-Range: bytes 1-2/10
;=>
;=> 12
;=> --B
;=> Content-Type: text/plain; charset=utf-8
;=> Content-Range: bytes 4-5/10
;=>
;=> 45
;=> --B--
;=>  true
(parts "bytes=-1 , 0-0,20-30") ;=> 206 
;=> --B
;=> Content-Type: text/plain; charset=utf-8
;=> Content-Range: bytes 9-9/10
;=>
;=> 9
;=> --B
;=> Content-Type: text/plain; charset=utf-8
;=> Content-Range: bytes 0-0/10
;=>
;=> 0
;=> --B--
;=>  true
(show (ask "/a.txt" {"Range" "bytes=20-,3-4"}) "content-range") ;=> 206 34 [bytes 3-4/10]
(show (ask "/a.txt" {"Range" "bytes=20-,10-,-0"}) "content-range") ;=> 416  [bytes */10]
; No ranges, more of them than the limit of 16, or more bytes than there are: the whole file.
(doseq [range ["bytes=5-2" "bytes=1-2,x" "bytes=" "bytes=-" "lines=1-2" "bytes=1-2,,4-5" "bytes=0-8,1-9"
               (str "bytes=" (str/join "," (repeat 17 "1-1")))]]
  (print (:status (ask "/a.txt" {"Range" range})) "")) ;=> 200 200 200 200 200 200 200 200 
(println)
(println (count (re-seq #"Content-Range" (:body (ask "/large.bin" {"Range" (str "bytes=" (str/join "," (repeat 16 "1-1")))}))))) ;=> 16
(println (:status (ask "/empty.css" {"Range" "bytes=0-0,-5"}))) ;=> 416
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
