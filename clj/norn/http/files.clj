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

(defn- send-part [path start length]
  (fn [write]
    (with-open [open (file/open path {:mode :read})]
      (when (pos? start) (file/seek open start))
      (loop [left length]
        (when (pos? left)
          (when-let [piece (file/read-some open (min left piece-bytes))]
            (write piece)
            (recur (- left (alength piece)))))))))

(defn- range-of
  "[start end] of the one range that is asked for, both included; nil: send everything; :none if there is no such part."
  [text size]
  (let [[_ from to] (when text (re-matches #"bytes=(\d{0,18})-(\d{0,18})" (str/replace text " " "")))]
    (when (and from (not (= "" from to)))
      (let [from (parse-long from)
            to (parse-long to)
            start (if from from (max 0 (- size to)))
            end (if (and from to) (min to (dec size)) (dec size))]
        (if (or (> start end) (and (nil? from) (zero? to))) :none [start end])))))

(defn- matches? [field etag]
  (and field (or (= field "*") (some (fn [tag] (= (str/replace (str/trim tag) #"^W/" "") etag)) (str/split field #",")))))

(defn file-response
  "The response that is a file: with Content-Type (by its name), Last-Modified and ETag; 304 if the client has it already, 206
  and 416 for ranges. nil if there is no such file. Options: :headers."
  ([request path] (file-response request path nil))
  ([request path {:keys [headers]}]
   (let [{:keys [type size-bytes modified-ms]} (file/status path)]
     (when (= :file type)
       (let [etag (str "\"" (norn.prim/hex-number size-bytes) "-" (norn.prim/hex-number modified-ms) "\"")
             modified (norn.prim/http-date (quot modified-ms 1000))
             asked (:headers request)
             base (merge {"Content-Type" (content-type path) "Last-Modified" modified "ETag" etag "Accept-Ranges" "bytes"} headers)
             if-range (get asked "if-range")
             part (when (and (#{:get} (:request-method request)) (or (nil? if-range) (= if-range etag) (= if-range modified)))
                    (range-of (get asked "range") size-bytes))]
         (cond
           (if (get asked "if-none-match")
             (matches? (get asked "if-none-match") etag)
             (= (get asked "if-modified-since") modified))
           {:status 304 :headers (dissoc base "Content-Type")}

           (= :none part)
           {:status 416 :headers {"Content-Range" (str "bytes */" size-bytes)}}

           part
           (let [[start end] part
                 length (inc (- end start))]
             {:status 206 :headers (assoc base "Content-Range" (str "bytes " start "-" end "/" size-bytes))
              :content-length length :body (send-part path start length)})

           (zero? size-bytes)
           {:status 200 :headers base :body ""}

           :else
           {:status 200 :headers base :content-length size-bytes :body (send-part path 0 size-bytes)}))))))

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
