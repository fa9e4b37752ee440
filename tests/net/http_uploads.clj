; Forms with files, as Ring's wrap-multipart-params has them: from curl, from our client, and byte by byte; malformed ones and
; those beyond a limit are refused; files go to the disk as they come and leave nothing behind.
;timeout 120
;gc-stress-every 1000 uploads of 50 MB
(load-file "tests/net/support/bodies.clj")
(load-file "tests/net/support/peers.clj")
(require '[bodies :as b] '[peers :refer [curl]] '[norn.http :as http] '[norn.net :as net] '[norn.file :as file] '[norn.digest :as digest]
         '[norn.async :as a] '[norn.runtime :as runtime] '[clojure.string :as str])

(def dir (file/temp-dir))
(def seen (atom nil))
(defn shown [value]
  (cond (vector? value) (mapv shown value)
        (and (map? value) (> (:size value 0) 1000000)) (select-keys value [:size])
        (map? value) (-> value
                         (assoc :sha (subs (digest/sha256 (if (:bytes value) (:bytes value) (file/read-bytes (str (:tempfile value))))) 0 8))
                         (update :bytes some?) (update :tempfile some?))
        :else value))
(defn handler [request]
  (reset! seen (:multipart-params request))
  {:status 200 :body (pr-str (into (sorted-map) (update-vals (:params request) shown)))})
(defn serve [options] (http/serve (http/wrap-multipart-params handler options) {:max-body-bytes 200000000}))
(def uploads-dir (str dir "/uploads"))
(file/mkdirs uploads-dir)
(def server (serve {:store (http/temp-file-store {:directory uploads-dir})}))
(def uri (b/base :plain server))

; curl: fields, files of several sizes, one name twice, no file chosen.
(doseq [n [0 1 65536]] (file/write-bytes (str dir "/" n ".bin") (b/body n)))
(println (String. (curl "-F" "title=two words" "-F" "title=again" "-F" (str "a=@" dir "/0.bin") "-F" (str "b=@" dir "/1.bin;type=text/plain")
                        "-F" (str "c=@" dir "/65536.bin;filename=\"x\\\"y.bin\"") "-F" "d=@/dev/null;filename=" uri)))
;=> {"a" {:filename "0.bin", :content-type "application/octet-stream", :tempfile true, :size 0, :sha "e3b0c442", :bytes false}, "b" {:filename "1.bin", :content-type "text/plain", :tempfile true, :size 1, :sha "6e340b9c", :bytes false}, "c" {:filename "x%22y.bin", :content-type "application/octet-stream", :tempfile true, :size 65536, :sha "b1db1e66", :bytes false}, "d" {:filename "", :content-type "application/octet-stream", :tempfile true, :size 0, :sha "e3b0c442", :bytes false}, "title" ["two words" "again"]}
(println (mapv (fn [n] (subs (b/digest-of n) 0 8)) [0 1 65536]))
;=> [e3b0c442 6e340b9c b1db1e66]
; Our client; names that need quoting.
(println (:body (http/post uri {:multipart [{:name "ä \"q\"" :content "grün"} {:name "f" :file-name "f.txt" :content (byte-array [1 2])}]})))
;=> {"f" {:filename "f.txt", :content-type "application/octet-stream", :tempfile true, :size 2, :sha "a12871fe", :bytes false}, "ä %22q%22" "grün"}
; What is no form is left alone.
(println (:body (http/post uri {:body "a=b"})) @seen)
;=> {} {}

; The same, however it is cut into pieces; what looks like a boundary and is none stays.
(def text (str "preamble\r\n--B \t\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--C\r\n-\r\n\r\n--B\r\n"
               "content-disposition: form-data; NAME=b; filename*=UTF-8''%C3%A4.txt\r\nContent-Type: text/x\r\n\r\n\r\n--B--\r\nepilogue"))
(defn params-of [text step & [options]]
  (let [bytes (norn.prim/string-bytes text) left (volatile! bytes)]
    (http/multipart-params {:headers {"content-type" "multipart/form-data; charset=utf-8; boundary=\"B\""}
                            :body (norn.http.body/body (fn [] (let [bytes @left n (min step (alength bytes))]
                                                                (when (pos? n)
                                                                  (vreset! left (norn.prim/bytes-slice bytes n (alength bytes)))
                                                                  (norn.prim/bytes-slice bytes 0 n))))
                                                       (fn [] nil))}
                           (merge {:store (http/byte-array-store)} options))))
(println (set (map (fn [step] (pr-str (update-vals (params-of text step) (fn [v] (if (map? v) (update v :bytes vec) v))))) (range 1 60))))
;=> #{{"a" "1\r\n--C\r\n-\r\n", "b" {:filename "ä.txt", :content-type "text/x", :bytes []}}}

; Refused.
(defn refused [text & [options]]
  (try (params-of text 7 options) (catch clojure.lang.ExceptionInfo e (println (:status (ex-data e)) (ex-message e)))))
(def part "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n12345\r\n")
(def file-part "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n12345\r\n")
(refused "")
;=> 400 the multipart body can't be read: it ends too early
(refused "no boundary at all")
;=> 400 the multipart body can't be read: it ends too early
(refused part)
;=> 400 the multipart body can't be read: it ends too early
(refused (str part "--Bx\r\n\r\n"))
;=> 400 the multipart body can't be read: there is something behind a boundary
(refused "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--")
;=> 400 the multipart body can't be read: a part has no name
(refused "--B\r\nName: a\r\n\r\nx\r\n--B--")
;=> 400 the multipart body can't be read: a part has no name
(refused (str part part "--B--") {:max-part-count 1})
;=> 413 there are more than 1 parts
(refused (str part part "--B--") {:max-field-bytes 9})
;=> 413 the fields are longer than 9 bytes
(refused (str file-part "--B--") {:max-file-size 4})
;=> 413 the file "f" is longer than 4 bytes
(refused (str file-part file-part "--B--") {:max-file-count 1})
;=> 413 there are more than 1 files
(refused (str "--B\r\nX: " (apply str (repeat 200 "x")) "\r\n\r\n\r\n--B--") {:max-head-bytes 100})
;=> 413 the head of a part is longer than 100 bytes
; At the limits.
(println (update-vals (params-of (str part part file-part "--B--") 7 {:max-part-count 3 :max-field-bytes 10 :max-file-size 5 :max-file-count 1})
                      (fn [v] (if (map? v) (count (:bytes v)) v))))
;=> {a [12345 12345], f 5}

; Over HTTP these are 400 and 413, or what :error-handler says; with handlers of three arguments too.
(let [limited (http/serve (http/wrap-multipart-params (fn [r respond _] (respond {:status 200 :body (pr-str (:multipart-params r))}))
                                                      {:max-field-bytes 3})
                          {:async true})
      post (fn [content & [type]]
             (let [{:keys [status body]} (http/post (b/base :plain limited) {:headers {"Content-Type" (or type "multipart/form-data; boundary=B")}
                                                                             :body content :throw false})]
               (println status (str/trim body))))]
  (post (str/replace (str part "--B--") "12345" "123"))
  (post (str part "--B--"))
  (post "nothing")
  (post "nothing" "multipart/form-data")
  (http/stop limited))
;=> 200 {"a" "123"}
;=> 413 the fields are longer than 3 bytes
;=> 400 the multipart body can't be read: it ends too early
;=> 400 the multipart body can't be read: its Content-Type gives no boundary

; 50 MB: on the disk and not in memory, and byte-exact.
(defn upload [n]
  (:body (http/post uri {:headers {"Content-Type" "multipart/form-data; boundary=B"}
                         :body (fn [write]
                                 (write "--B\r\nContent-Disposition: form-data; name=\"big\"; filename=\"big\"\r\n\r\n")
                                 ((b/pieces n) write)
                                 (write "\r\n--B--"))})))
(upload b/large) ; the heap gets its size
(let [memory (b/memory-mb)
      peak (atom 0)
      watching (async (loop [] (swap! peak max (b/memory-mb)) (a/sleep 5) (recur)))
      answer (upload b/large)]
  (a/cancel! watching)
  (println (b/within? memory 30 @peak)
           (some? (re-find (re-pattern (str ":size " b/large)) answer))
           (= (b/digest-of b/large) (digest/sha256 (file/read-bytes (str (get-in @seen ["big" :tempfile])))))))
;=> true true true

; A client that breaks off, and a form that turns out to be malformed, leave no file.
(defn uploads [] (count (file/list uploads-dir)))
(let [before (uploads)]
  (dotimes [_ 50]
    (with-open [c (net/connect "127.0.0.1" (:port server))]
      (net/write c "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 1000000\r\n\r\n"
                 file-part file-part)
      (b/until #(>= (uploads) (inc before))))
    (b/until #(= (uploads) before)))
  (println :nothing-left))
;=> :nothing-left
(http/stop server)
(file/delete-tree dir)
