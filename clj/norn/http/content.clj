;; What the body of a request is sent as, and the sending of those that are
;; streamed.

(ns norn.http.content
  (:require [clojure.java.io]
            [norn.async :as async]
            [norn.file :as file]
            [norn.http.body :as body]
            [norn.http.multipart :as multipart]
            [norn.io :as io]
            [norn.json :as json]
            [norn.url :as url]))

;; type: what Content-Type says unless the program does, or nil.
;; source: nil, a string or bytes, which are sent at once; or what send-source streams.
;; size: in bytes; nil if only sending tells. repeatable: it can be sent again, after a redirect or a failure.
(defrecord Content [type source size repeatable])

(def none (->Content nil nil 0 true))

(defn at-once? [content]
  (let [source (:source content)]
    (or (nil? source) (string? source) (bytes? source))))

(defn- send-file [path]
  (fn [write]
    (with-open [in (file/input-stream path)]
      (loop []
        (when-let [piece (io/next-piece in)]
          (write piece)
          (recur))))))

(defn- of-body [source]
  (cond
    (nil? source) none
    (string? source) (->Content nil source (norn.prim/utf8-length source) true)
    (bytes? source) (->Content nil source (alength source) true)
    (instance? java.io.File source) (->Content nil (send-file (str source)) (multipart/file-size (str source)) true)
    (or (fn? source) (io/input-stream? source) (norn.prim/channel? source) (sequential? source))
    (->Content nil source nil false)
    :else (throw (ex-info (str "expected :body to be a string, bytes, a File, an input stream, a function of a writer, a seq or a "
                               "channel, found " (norn.prim/print-brief source))
                          {:type :norn/io-error :code :http/bad-request}))))

(defn- of-text [type text]
  (->Content type text (norn.prim/utf8-length text) true))

(defn of
  "The content of a request map: of :multipart, :form-params, :json or :body, the first that is there."
  [{:keys [body form-params multipart] :as request}]
  (cond
    multipart (let [{:keys [type content size repeatable]} (multipart/encode multipart)]
                (->Content type content size repeatable))
    form-params (of-text "application/x-www-form-urlencoded" (url/form-encode form-params))
    (contains? request :json) (of-text "application/json" (json/write (:json request)))
    :else (of-body body)))

;; --- streaming ------------------------------------------------------------------------------

(defn- piece-of [x]
  (cond
    (or (string? x) (bytes? x)) x
    (nil? x) ""
    :else (str x)))

(defn- length-of [piece]
  (if (string? piece) (norn.prim/utf8-length piece) (alength piece)))

(defn- wrong-size [declared found]
  (norn.prim/make-exception "java.io.IOException"
                            (str "the body is not as long as its Content-Length says: expected " declared " bytes, found "
                                 found)
                            {:type :norn/io-error :code :http/bad-request} nil))

(defn- each-piece
  "Gives the pieces of a source to (write piece), which answers whether more are wanted."
  [source write]
  (cond
    (nil? source) nil
    (or (string? source) (bytes? source)) (write source)
    (fn? source) (source (fn [piece] (write piece) nil))
    (io/input-stream? source) (try
                                (loop []
                                  (when-let [piece (io/next-piece source)]
                                    (when (write piece) (recur))))
                                (finally (norn.interop/close source)))
    (norn.prim/channel? source) (loop []
                                  (when-some [piece (norn.prim/chan-take source)]
                                    (when (write piece) (recur))))
    :else (loop [left (seq source)]
            (when left
              (when (write (first left)) (recur (next left)))))))

(def ^:private late-answer-ms "So long an answer may take after the server has stopped reading." 200)

(defn- broken-off
  "The server takes no more: its answer, if there is one, counts."
  [client e]
  (async/bounded late-answer-ms (fn [] (norn.prim/http-client-await-answer client)) (fn [] nil))
  (throw e))

(defn send-source
  "Streams a body of so many bytes, or :chunked, over an HTTP client of norn.prim. True if all of it went out; false if the
  response came first."
  [client source size]
  (let [size (if (= :chunked size) nil size)
        wanted (volatile! true)
        broken (volatile! nil)
        sent (volatile! 0)
        send (fn [piece]
               (try
                 (norn.prim/http-client-send client piece (nil? size))
                 (catch java.io.IOException e
                   (vreset! broken e)
                   false)))]
    (each-piece source
                (fn [x]
                  (when @wanted
                    (let [piece (piece-of x)
                          total (+ @sent (length-of piece))]
                      (when (and size (> total size)) (throw (wrong-size size total)))
                      (vreset! sent total)
                      (vreset! wanted (send piece))))
                  @wanted))
    (let [ended (cond
                  (= size @sent) true
                  (not @wanted) false
                  (nil? size) (do (send nil) true)
                  :else (throw (wrong-size size @sent)))]
      (if @broken (broken-off client @broken) ended))))
