;; What browsers send of forms with files: multipart/form-data (RFC 7578) in
;; requests, read as it comes. Files go where a store puts them, into temporary
;; files unless told, a piece at a time; no more of one is in memory.
;;
;; The names, options and values are those of Ring's
;; ring.middleware.multipart-params.

(ns norn.http.uploads
  (:require [clojure.java.io :as java-io]
            [clojure.string :as str]
            [norn.async :as async]
            [norn.file :as file]
            [norn.http.body :as body]
            [norn.io :as io]
            [norn.os :as os]
            [norn.url :as url]))

(def defaults
  "The limits of an upload; beyond them it is answered with 413. How long it may be altogether says :max-body-bytes of the server."
  {:max-field-bytes 1048576 ; all parts together that are no files
   :max-part-count 1000
   :max-head-bytes 16384}) ; of one part

(defn- refuse [status code message]
  (throw (ex-info message {:type :norn/io-error :code code :status status})))

(defn- malformed [message]
  (refuse 400 :http/bad-multipart (str "the multipart body can't be read: " message)))

(defn- too-large [message]
  (refuse 413 :http/too-large message))

;; --- header fields -----------------------------------------------------------------------

(defn- parameters
  "{name value} of the parameters behind the first word of a field like form-data; name=\"a\"; filename=\"b.txt\"."
  [field]
  (into {}
        (map (fn [[_ name quoted plain]]
               [(str/lower-case name) (if quoted (str/replace quoted "\\\"" "\"") (str/trim plain))]))
        (re-seq #";\s*([^=;\s\"]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;\"]*))" (or field ""))))

(defn- boundary-of
  "The boundary that a request's Content-Type gives, or nil if it is no multipart/form-data."
  [request]
  (let [type (get-in request [:headers "content-type"])]
    (when (and type (re-find #"(?i)^multipart/form-data\s*(;|$)" type))
      (let [boundary (get (parameters type) "boundary" "")]
        (if (<= 1 (count boundary) 200)
          boundary
          (malformed "its Content-Type gives no boundary"))))))

(defn- head-fields [text]
  (into {}
        (keep (fn [line]
                (when-let [colon (str/index-of line ":")]
                  [(str/lower-case (subs line 0 colon)) (str/trim (subs line (inc colon)))])))
        (str/split text #"\r\n")))

(defn- file-name [{:strs [filename filename*]}]
  (if-let [[_ encoded] (some->> filename* (re-matches #"(?i)utf-8'[^']*'(.*)"))]
    (url/decode encoded)
    filename))

;; --- parts, as they come -----------------------------------------------------------------

;; pull: (f) => the next bytes or nil. buffer: volatile, bytes that were pulled and are not used yet.
(defrecord ^:private Reader [pull delimiter buffer])

(defn- fill! [{:keys [pull buffer]}]
  (let [more (or (pull) (malformed "it ends too early"))]
    (vswap! buffer (fn [bytes] (norn.prim/bytes-join [bytes more])))))

(defn- take-bytes! [{:keys [buffer]} n]
  (let [bytes @buffer]
    (vreset! buffer (norn.prim/bytes-slice bytes n (alength bytes)))
    (norn.prim/bytes-slice bytes 0 n)))

(defn- next-piece
  "Some bytes in front of the delimiter; nil once it stands in front."
  [{:keys [delimiter buffer] :as reader}]
  (loop []
    (let [at (norn.prim/bytes-index-of @buffer delimiter)
          sure (or at (- (alength @buffer) (dec (count delimiter))))]
      (cond
        (= 0 at) nil
        (pos? sure) (take-bytes! reader sure)
        :else (do (fill! reader) (recur))))))

(defn- begin-part!
  "Behind a part: the fields of the next one, or nil at the end."
  [{:keys [delimiter buffer] :as reader} max-head-bytes]
  (while (next-piece reader))
  (take-bytes! reader (count delimiter))
  (while (< (alength @buffer) 2) (fill! reader))
  (when-not (= 0 (norn.prim/bytes-index-of (norn.prim/bytes-slice @buffer 0 2) "--"))
    (loop []
      (if-let [end (norn.prim/bytes-index-of @buffer "\r\n\r\n")]
        (let [[padding & lines] (str/split (norn.prim/bytes-string (take-bytes! reader (+ end 4))) #"\r\n")]
          (when-not (re-matches #"[ \t]*" (or padding "")) (malformed "there is something behind a boundary"))
          (when (> end max-head-bytes) (too-large (str "the head of a part is longer than " max-head-bytes " bytes")))
          (head-fields (str/join "\r\n" lines)))
        (do (when (> (alength @buffer) max-head-bytes)
              (too-large (str "the head of a part is longer than " max-head-bytes " bytes")))
            (fill! reader)
            (recur))))))

(defn- pull-of [content]
  (cond
    (body/body? content) (fn [] (body/read content))
    (or (nil? content) (bytes? content)) (let [left (volatile! content)]
                                           (fn [] (let [bytes @left] (vreset! left nil) bytes)))
    :else (fn [] (let [bytes (.readNBytes content 65536)] (when (pos? (alength bytes)) bytes)))))

;; --- stores --------------------------------------------------------------------------------

;; {path when it expires, in ms}: files of uploads that nobody has deleted.
(def ^:private kept-files (atom nil))

(defn- delete-quietly [path]
  (try (file/delete path) (catch java.io.IOException _ nil)))

(defn- keep-file! [path expires-in]
  (when (compare-and-set! kept-files nil {})
    (os/on-exit (fn [] (run! delete-quietly (keys @kept-files)))))
  (let [now (norn.prim/wall-millis)
        [old _] (swap-vals! kept-files
                            (fn [files]
                              (assoc (into {} (remove (fn [[_ expires]] (< expires now))) files) path (+ now (* 1000 expires-in)))))]
    (doseq [[path expires] old :when (< expires now)] (delete-quietly path))))

(defn- forget-file! [path]
  (swap! kept-files dissoc path)
  (delete-quietly path))

(defn temp-file-store
  "A store that puts each file into a temporary one: {:filename :content-type :tempfile (a java.io.File) :size}. It is deleted when
  the program ends, and when another upload comes :expires-in seconds (3,600) later: move or copy what is to stay. :directory is
  where, $TMPDIR or /tmp unless told."
  ([] (temp-file-store nil))
  ([{:keys [expires-in directory] :or {expires-in 3600}}]
   (fn [{:keys [filename content-type stream]}]
     (let [path (volatile! nil)
           done (volatile! false)]
       (try
         ;; Who is cancelled while the file is made would not know its name.
         (async/shield
           (vreset! path (file/temp-file {:prefix "norn-upload-" :directory directory}))
           (keep-file! @path expires-in))
         (let [size (with-open [out (file/output-stream @path nil)] (.transferTo stream out))]
           (vreset! done true)
           {:filename filename :content-type content-type :tempfile (java-io/file @path) :size size})
         (finally (when (and @path (not @done)) (forget-file! @path))))))))

(defn byte-array-store
  "A store that keeps each file in memory: {:filename :content-type :bytes}. Give wrap-multipart-params a :max-file-size with it."
  []
  (fn [{:keys [filename content-type stream]}]
    {:filename filename :content-type content-type :bytes (.readAllBytes stream)}))

;; --- parameters ------------------------------------------------------------------------------

(defn- add-param
  "As in Ring: the values of a name that comes again are a vector."
  [params name value]
  (assoc params name (if-let [old (get params name)]
                       (if (vector? old) (conj old value) [old value])
                       value)))

(defn- limited
  "The stream of a part: at most `limit` bytes (nil: any number); `message` says that there are more."
  [reader limit message]
  (let [total (volatile! 0)]
    (io/input-stream
     (fn []
       (when-let [piece (next-piece reader)]
         (vswap! total + (alength piece))
         (when (and limit (> @total limit)) (too-large message))
         piece))
     (fn [] nil))))

(defn multipart-params
  "The parameters {name value} of a request with Content-Type multipart/form-data, nil of any other request. Values are strings, of
  files what :store returns, and vectors where a name comes more than once. Reads the body as it comes. Options as for
  wrap-multipart-params. An ex-info with :status 400 or 413 if the body can't be read or is beyond a limit."
  ([request] (multipart-params request nil))
  ([request options]
   (when-let [boundary (boundary-of request)]
     (let [{:keys [store progress-fn max-file-size max-file-count max-field-bytes max-part-count max-head-bytes]} (merge defaults options)
           store (or store (temp-file-store))
           received (volatile! 0)
           counts (volatile! {:parts 0 :files 0 :field-bytes 0})
           pull (pull-of (:body request))
           length (some-> (get-in request [:headers "content-length"]) parse-long)
           counted-pull (fn []
                          (when-let [bytes (pull)]
                            (vswap! received + (alength bytes))
                            (when progress-fn (progress-fn request @received length (:parts @counts)))
                            bytes))
           ;; The first boundary begins a line, too.
           reader (->Reader counted-pull (str "\r\n--" boundary) (volatile! (norn.prim/string-bytes "\r\n")))
           params (volatile! {})
           done (volatile! false)]
       (try
         (loop []
           (when-let [fields (begin-part! reader max-head-bytes)]
             (let [{:strs [name] :as disposition} (parameters (get fields "content-disposition"))
                   filename (file-name disposition)
                   {:keys [parts files field-bytes]} (vswap! counts (fn [c] (cond-> (update c :parts inc) filename (update :files inc))))]
               (when-not name (malformed "a part has no name"))
               (when (> parts max-part-count) (too-large (str "there are more than " max-part-count " parts")))
               (when (and max-file-count (> files max-file-count)) (too-large (str "there are more than " max-file-count " files")))
               (let [value (if filename
                             (store {:filename filename
                                     :content-type (get fields "content-type" "application/octet-stream")
                                     :stream (limited reader max-file-size
                                                      (str "the file " (pr-str filename) " is longer than " max-file-size " bytes"))})
                             (let [bytes (.readAllBytes (limited reader (- max-field-bytes field-bytes)
                                                                 (str "the fields are longer than " max-field-bytes " bytes")))]
                               (vswap! counts update :field-bytes + (alength bytes))
                               (norn.prim/bytes-string bytes)))]
                 (vswap! params add-param name value)))
             (recur)))
         (vreset! done true)
         @params
         (finally
           (when-not @done
             (doseq [value (flatten (vals @params))]
               (when-let [path (:tempfile value)] (forget-file! (str path)))))))))))

(defn wrap-multipart-params
  "A handler that has the parameters of multipart forms in :multipart-params, and in :params, for the given one: see
  multipart-params. Works for handlers of one and of three arguments. Options:
    :store             (f {:filename :content-type :stream}) => the value for a file; (temp-file-store) unless told
    :max-file-size     bytes of one file              :max-file-count   of files; no limits of their own unless told
    :max-field-bytes   1,048,576: all other parts together              :max-part-count 1,000
    :max-head-bytes    16,384 of a part               :progress-fn      (f request bytes-read content-length parts)
    :error-handler     (f request e) => the response when the body can't be read (:status 400 in its ex-data) or is beyond a
                       limit (413); a text with that status unless told
  (serve (wrap-multipart-params (fn [{{:strs [photo]} :multipart-params}] {:status 200 :body (str (:size photo))})))"
  ([handler] (wrap-multipart-params handler nil))
  ([handler options]
   (let [on-error (or (:error-handler options)
                      (fn [_ e] {:status (:status (ex-data e)) :headers {"Content-Type" "text/plain; charset=utf-8"}
                                 :body (str (ex-message e) "\n")}))
         with-params (fn [request]
                       (try
                         (let [params (multipart-params request options)]
                           [(-> request
                                (assoc :multipart-params (or params {}))
                                (update :params merge params))
                            nil])
                         (catch clojure.lang.ExceptionInfo e
                           (if (:status (ex-data e)) [nil (on-error request e)] (throw e)))))]
     (fn
       ([request]
        (let [[request refusal] (with-params request)]
          (if request (handler request) refusal)))
       ([request respond raise]
        (let [[[request refusal] failure] (try [(with-params request) nil] (catch Exception e [nil e]))]
          (cond
            failure (raise failure)
            request (handler request respond raise)
            :else (respond refusal))))))))
