;; multipart/form-data (RFC 7578).

(ns norn.http.multipart
  (:require [norn.file :as file]
            [norn.http.files :as files]
            [norn.io :as io]
            [clojure.java.io]
            [clojure.string :as str]))

(defn- quoted [text]
  (str "\"" (str/replace (str/replace (str/replace text "\"" "%22") "\r" "%0D") "\n" "%0A") "\""))

(defn- file? [x] (instance? java.io.File x))

(defn- normal
  "A part with all of :name :file-name :content-type decided; content is bytes, a File or an input stream."
  [{:keys [name part-name file-name filename content-type content]}]
  (let [file-name (or file-name filename (when (file? content) (.getName content)))]
    {:name (clojure.core/name (or part-name name))
     :file-name file-name
     :content-type (cond
                     content-type content-type
                     (file? content) (files/content-type (.getName content))
                     (or file-name (bytes? content) (io/input-stream? content)) "application/octet-stream")
     :content (if (or (bytes? content) (file? content) (io/input-stream? content))
                content
                (norn.prim/string-bytes (str content)))}))

(defn- head [boundary {:keys [name file-name content-type]}]
  (when (and content-type (re-find #"[\r\n]" content-type))
    (throw (ex-info (str "the content type of the part " (pr-str name) " contains a line break")
                    {:type :norn/io-error :code :http/bad-request})))
  (norn.prim/string-bytes
   (str "--" boundary "\r\n"
        "Content-Disposition: form-data; name=" (quoted name)
        (when file-name (str "; filename=" (quoted file-name)))
        "\r\n"
        (when content-type (str "Content-Type: " content-type "\r\n"))
        "\r\n")))

(defn file-size
  "In bytes; nil of what is no regular file."
  [path]
  (let [{:keys [type size-bytes]} (file/status path)]
    (when (nil? type) (.close (file/input-stream path))) ; which says what is wrong
    (when (= :file type) size-bytes)))

(defn- size-of
  "In bytes; nil if only sending tells."
  [content]
  (cond
    (bytes? content) (alength content)
    (file? content) (file-size (str content))))

(defn- send-content [content write]
  (cond
    (bytes? content) (write content)
    (file? content) (with-open [in (file/input-stream (str content))] (send-content in write))
    :else (loop []
            (when-let [piece (io/next-piece content)]
              (write piece)
              (recur)))))

(defn encode
  "What parts (maps of :name, :content, and maybe :file-name and :content-type) are sent as: a map of :type, :content (bytes, or
  a function of write when a part is a File or an input stream), :size in bytes or nil, and :repeatable."
  [parts]
  (let [boundary (str "norn-" (random-uuid))
        parts (mapv normal parts)
        pieces (-> (into [] (mapcat (fn [part] [(head boundary part) (:content part) (norn.prim/string-bytes "\r\n")])) parts)
                   (conj (norn.prim/string-bytes (str "--" boundary "--\r\n"))))
        sizes (map size-of pieces)]
    {:type (str "multipart/form-data; boundary=" boundary)
     :content (if (every? bytes? pieces)
                (norn.prim/concat-bytes pieces)
                (fn [write] (doseq [piece pieces] (send-content piece write))))
     :size (when (every? some? sizes) (reduce + sizes))
     :repeatable (not-any? io/input-stream? pieces)}))
