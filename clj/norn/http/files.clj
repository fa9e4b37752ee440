;; Files as responses: ranges (RFC 9110, 14) and validators (13), and a handler
;; for a directory.

(ns norn.http.files
  (:require [clojure.string :as str]
            [norn.file :as file]
            [norn.url :as url]))

(def ^:private types
  {"html" "text/html; charset=utf-8" "htm" "text/html; charset=utf-8" "css" "text/css; charset=utf-8"
   "js" "text/javascript; charset=utf-8" "mjs" "text/javascript; charset=utf-8" "json" "application/json"
   "txt" "text/plain; charset=utf-8" "md" "text/markdown; charset=utf-8" "csv" "text/csv; charset=utf-8"
   "xml" "application/xml" "svg" "image/svg+xml" "png" "image/png" "jpg" "image/jpeg" "jpeg" "image/jpeg" "gif" "image/gif"
   "webp" "image/webp" "ico" "image/x-icon" "pdf" "application/pdf" "wasm" "application/wasm" "zip" "application/zip"
   "gz" "application/gzip" "mp4" "video/mp4" "mp3" "audio/mpeg" "woff2" "font/woff2"})

(defn content-type
  "The media type of a file by its name."
  [path]
  (let [dot (str/last-index-of path ".")]
    (get types (when dot (str/lower-case (subs path (inc dot)))) "application/octet-stream")))

(def ^:private piece-bytes 65536)

(defn- send-parts
  "A body: of each part [head start length] the text `head` and then so many bytes of the file; `tail` behind them."
  [path parts tail]
  (fn [write]
    (with-open [open (file/open path {:mode :read})]
      (doseq [[head start length] parts]
        (when-not (= "" head) (write head))
        (file/seek open start)
        (loop [left length]
          (when (pos? left)
            (when-let [piece (file/read-some open (min left piece-bytes))]
              (write piece)
              (recur (- left (alength piece)))))))
      (when-not (= "" tail) (write tail)))))

(def max-ranges
  "So many ranges of one file are answered; a request for more of them, or for more bytes than the file has, gets the file."
  16)

(defn- range-of
  "[start end], both included, of one range of a file of `size` bytes; :none if there is no such part; nil: it is no range."
  [text size]
  (let [[_ from to] (re-matches #"[ \t]*(\d{0,18})-(\d{0,18})[ \t]*" text)
        from (some-> from parse-long)
        to (some-> to parse-long)]
    (cond
      (and from to) (when (<= from to) (if (< from size) [from (min to (dec size))] :none))
      from (if (< from size) [from (dec size)] :none)
      to (if (and (pos? to) (pos? size)) [(max 0 (- size to)) (dec size)] :none))))

(defn- ranges-of
  "The ranges [start end] that a Range field asks for and that exist, as RFC 9110, 14.1.2 has them; empty if none of them does;
  nil: send everything."
  [text size]
  (when-let [[_ specs] (when text (re-matches #"(?i)bytes=(.*)" text))]
    (let [ranges (mapv (fn [spec] (range-of spec size)) (str/split specs #"," (+ 2 max-ranges)))
          found (filterv vector? ranges)]
      (when (and (every? some? ranges)
                 (<= (count ranges) max-ranges)
                 (<= (reduce + 0 (map (fn [[start end]] (inc (- end start))) found)) size))
        found))))

(defn- content-range [[start end] size] (str "bytes " start "-" end "/" size))

(defn- partial-response
  "206 with one range, or with several as multipart/byteranges (RFC 9110, 14.6)."
  [path size headers ranges]
  (if (= 1 (count ranges))
    (let [[start end :as range] (first ranges)
          length (inc (- end start))]
      {:status 206 :headers (assoc headers "Content-Range" (content-range range size))
       :content-length length :body (send-parts path [["" start length]] "")})
    (let [boundary (str (random-uuid))
          type (clojure.core/get headers "Content-Type")
          parts (mapv (fn [[start end :as range]]
                        [(str "\r\n--" boundary "\r\nContent-Type: " type "\r\nContent-Range: " (content-range range size)
                              "\r\n\r\n")
                         start (inc (- end start))])
                      ranges)
          tail (str "\r\n--" boundary "--\r\n")
          length (reduce (fn [sum [head _ length]] (+ sum (norn.prim/utf8-length head) length)) (count tail) parts)]
      {:status 206 :headers (assoc headers "Content-Type" (str "multipart/byteranges; boundary=" boundary))
       :content-length length :body (send-parts path parts tail)})))

(defn- matches? [field etag]
  (and field (or (= field "*") (some (fn [tag] (= (str/replace (str/trim tag) #"^W/" "") etag)) (str/split field #",")))))

(defn file-response
  "The response that is a file: with Content-Type (by its name), Last-Modified and ETag; 304 if the client has it already, 206
  and 416 for ranges, of which there may be several (max-ranges). nil if there is no such file. Options: :headers."
  ([request path] (file-response request path nil))
  ([request path {:keys [headers]}]
   (let [{:keys [type size-bytes modified-ms]} (file/status path)]
     (when (= :file type)
       (let [etag (str "\"" (norn.prim/hex-number size-bytes) "-" (norn.prim/hex-number modified-ms) "\"")
             modified (norn.prim/http-date (quot modified-ms 1000))
             asked (:headers request)
             base (merge {"Content-Type" (content-type path) "Last-Modified" modified "ETag" etag "Accept-Ranges" "bytes"} headers)
             if-range (get asked "if-range")
             ranges (when (and (= :get (:request-method request)) (or (nil? if-range) (= if-range etag) (= if-range modified)))
                      (ranges-of (get asked "range") size-bytes))]
         (cond
           (if (get asked "if-none-match")
             (matches? (get asked "if-none-match") etag)
             (= (get asked "if-modified-since") modified))
           {:status 304 :headers (dissoc base "Content-Type")}

           (= [] ranges)
           {:status 416 :headers {"Content-Range" (str "bytes */" size-bytes)}}

           ranges
           (partial-response path size-bytes base ranges)

           (zero? size-bytes)
           {:status 200 :headers base :body ""}

           :else
           {:status 200 :headers base :content-length size-bytes :body (send-parts path [["" 0 size-bytes]] "")}))))))

(defn files
  "A handler that answers GET and HEAD with the files below a directory: index.html of directories; 404 for what is not there,
  and for names that lead elsewhere (.., hidden files). (http/serve (files \"public\"))"
  [directory]
  (fn [request]
    (let [path (try (url/decode (:uri request)) (catch IllegalArgumentException _ nil))
          segments (when path (remove (fn [s] (= "" s)) (str/split path #"/")))
          not-found {:status 404 :headers {"Content-Type" "text/plain; charset=utf-8"} :body "Not Found\n"}]
      (cond
        (not (#{:get :head} (:request-method request)))
        {:status 405 :headers {"Allow" "GET, HEAD"} :body ""}

        (or (nil? path) (some (fn [s] (or (str/starts-with? s ".") (str/includes? s "\u0000") (str/includes? s "\\"))) segments))
        not-found

        :else
        (let [full (str directory "/" (str/join "/" segments))
              full (if (= :directory (:type (file/status full))) (str full "/index.html") full)]
          (or (file-response request full) not-found))))))
