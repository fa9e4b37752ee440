;; multipart/form-data (RFC 7578).

(ns norn.http.multipart
  (:require [clojure.string :as str]))

(defn- quoted [text]
  (str "\"" (str/replace (str/replace (str/replace text "\"" "%22") "\r" "%0D") "\n" "%0A") "\""))

(defn- part-bytes [content]
  (cond
    (bytes? content) content
    (instance? java.io.InputStream content) (.readAllBytes content)
    :else (norn.prim/string-bytes (str content))))

(defn- part-head [boundary {:keys [name part-name file-name filename content-type content]}]
  (let [name (clojure.core/name (or name part-name))
        file-name (or file-name filename)
        content-type (or content-type (when (or file-name (bytes? content)) "application/octet-stream"))]
    (str "--" boundary "\r\n"
         "Content-Disposition: form-data; name=" (quoted name)
         (when file-name (str "; filename=" (quoted file-name)))
         "\r\n"
         (when content-type (str "Content-Type: " content-type "\r\n"))
         "\r\n")))

(defn encode
  "[content-type bytes] of parts: maps of :name, :content (a string, bytes or input stream), and maybe :file-name and
  :content-type."
  [parts]
  (let [boundary (str "norn-" (random-uuid))
        pieces (concat
                (mapcat (fn [part]
                          [(norn.prim/string-bytes (part-head boundary part))
                           (part-bytes (:content part))
                           (norn.prim/string-bytes "\r\n")])
                        parts)
                [(norn.prim/string-bytes (str "--" boundary "--\r\n"))])]
    [(str "multipart/form-data; boundary=" boundary) (norn.prim/concat-bytes (vec pieces))]))
