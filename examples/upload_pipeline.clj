;; An asynchronous pipeline: read files, transform them, compress, upload.
;;
;; Three stages joined by channels with small buffers; each stage has its own number
;; of workers. A slow server fills the buffers, which holds up the reading.

(require '[clojure.core.async :as a]
         '[clojure.string :as str]
         '[norn.async :as async]
         '[norn.compress :as compress]
         '[norn.file :as file]
         '[norn.http :as http])

(defn stage
  "n tasks that put (f x) into a new channel for every x they take; it closes when all is through."
  [n in f]
  (let [out (a/chan 2)
        workers (mapv (fn [_]
                        (async
                          (loop []
                            (when-some [x (a/<! in)]
                              (a/>! out (f x))
                              (recur)))))
                      (range n))]
    (async (run! await workers) (a/close! out))
    out))

(defn upload-all
  "Uploads the files below a directory to uri/NAME; the names and sizes that the server has confirmed."
  [directory uri]
  (async/scope
   (let [paths (a/chan 2)]
     (async (doseq [name (file/list directory)] (a/>! paths [name (str directory "/" name)])) (a/close! paths))
     (let [texts (stage 2 paths (fn [[name path]] [name (str/upper-case (file/read path))]))
           packed (stage 2 texts (fn [[name text]] [name (compress/gzip text)]))
           sent (stage 4 packed (fn [[name bytes]]
                                  [name (:body (http/put (str uri "/" name)
                                                         {:body bytes :headers {"Content-Encoding" "gzip"} :retries 3}))]))]
       (loop [all {}]
         (if-some [[name answer] (a/<! sent)]
           (recur (assoc all name answer))
           all))))))

;; --- files, and a server that wants them ------------------------------------------------------

(let [directory (file/temp-dir)
      received (atom {})
      server (http/serve (fn [{:keys [uri body]}]
                           (let [text (String. (compress/gunzip (http/read-all body)))]
                             (swap! received assoc uri text)
                             (async/sleep 5)
                             {:status 201 :body (str (count text) " characters")})))]
  (dotimes [i 10] (file/write (str directory "/" i ".txt") (apply str (repeat (* 100 (inc i)) "abc "))))
  (let [answers (upload-all directory (str "http://127.0.0.1:" (:port server)))]
    (doseq [[name answer] (sort answers)] (println name answer))
    (println (every? (fn [text] (= text (str/upper-case text))) (vals @received))))
  (http/stop server))
