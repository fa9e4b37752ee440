;; The HTTP/1.1 server. Connections, parsing, limits and plain responses are
;; C++ (src/io/http1_server.h); here are handlers: what runs them, what their
;; responses may be, and what happens when they fail.
;;
;; Each request is a task of its own, so a handler waits wherever it likes. When
;; the client goes away, or the handler's time is over, the task is cancelled.

(ns norn.http.server
  (:require [norn.async :as async]
            [norn.defio :refer [defio]]
            [norn.file :as file]
            [norn.http.body :as body]
            [norn.io :as io]
            [norn.main :as main]
            [norn.tls :as tls]
            [norn.websocket :as websocket]))

(defrecord Server [port host resource serving])

(defmethod print-method Server [server writer]
  (norn.interop/write writer (str "#<HTTP server at " (:host server) ":" (:port server) ">")))

;; --- failures ---------------------------------------------------------------------

(defn- log [text]
  (norn.prim/flush-out 1)
  (norn.prim/write-out 2 text)
  (norn.prim/flush-out 2))

(defn- request-line [request]
  (str (.toUpperCase (name (:request-method request))) " " (:uri request)))

(defn- plain [status text]
  {:status status :headers {"Content-Type" "text/plain; charset=utf-8"} :body text})

(defn- fail
  "Answers with a status and text, or cuts the response off when it has begun."
  [resource id status text]
  (if (identical? :handling (norn.prim/http-exchange-state resource id))
    (norn.prim/http-respond resource id (plain status text))
    (norn.prim/http-abort resource id)))

(defn- log-failure [request e]
  (when-not (identical? :http/client-gone (:code (ex-data e)))
    (log (str "The handler of " (request-line request) " failed:\n" (main/failure-text e)))))

(defn- handler-failed [resource id request e]
  (let [{:keys [code status]} (ex-data e)]
    (if (and (identical? :http/bad-body code) status)
      (fail resource id status (str (ex-message e) "\n")) ; it is the client that failed
      (do (log-failure request e)
          (fail resource id 500 "Internal Server Error\n")))))

(defn- invalid-response [resource id request problem]
  (let [text (str "The response to " (request-line request) " is invalid: " problem "\n")]
    (log text)
    (fail resource id 500 text)))

;; --- bodies that take time -------------------------------------------------------------

(defn- piece-of [x]
  (cond
    (or (string? x) (bytes? x)) x
    (nil? x) ""
    :else (str x)))

(defn- write-body
  "Sends the pieces of a body with (write piece)."
  [content write]
  (cond
    (fn? content) (content write)
    (body/body? content) (try
                           (loop []
                             (when-let [piece (body/read content)]
                               (write piece)
                               (recur)))
                           (finally (norn.interop/close content)))
    (norn.prim/channel? content) (loop []
                                   (when-some [piece (norn.prim/chan-take content)]
                                     (write (piece-of piece))
                                     (recur)))
    (instance? java.io.File content) (with-open [in (file/input-stream content)] (write-body in write))
    (instance? java.io.InputStream content) (try
                                              (.transferTo content (io/output-stream write (fn [] nil)))
                                              (finally (.close content)))
    :else (doseq [piece content] (write (piece-of piece)))))

(defn- sendable? [content]
  (or (fn? content) (body/body? content) (norn.prim/channel? content) (sequential? content)
      (instance? java.io.File content) (instance? java.io.InputStream content)))

(defn- length-of [{:keys [content-length body]}]
  (or content-length (when (instance? java.io.File body) (:size-bytes (file/stat body)))))

(defn- stream-response [resource id request response]
  (let [content (:body response)]
    (if-not (sendable? content)
      (invalid-response resource id request
                        (str ":body is " (pr-str (class content))
                             ", expected a string, bytes, a seq, a channel, a function of a writer, a body, a file, an input stream or nil"))
      (let [length (length-of response)
            outcome (norn.prim/http-begin-response resource id response length)]
        (cond
          (string? outcome) (invalid-response resource id request outcome)
          (true? outcome) (do (cond
                                (not (identical? :head (:request-method request)))
                                (write-body content (fn [piece] (norn.prim/http-write resource id (piece-of piece))))

                                (instance? java.io.InputStream content) (.close content))
                              (norn.prim/http-end-response resource id)))))))

(defn- run-websocket
  "Answers the handshake and runs the handler of the socket, which is closed when that returns or fails."
  [resource id request {:keys [handler protocol compress max-message-bytes]}]
  (let [accepted (norn.prim/http-upgrade resource id protocol (not (false? compress)) (or max-message-bytes 16777216))]
    (cond
      (string? accepted) (norn.prim/http-respond resource id
                                                 (assoc-in (plain 426 (str accepted "\n")) [:headers "Upgrade"] "websocket"))
      accepted (let [socket (websocket/->Socket accepted)
                     status (volatile! 1011)]
                 (try
                   (handler socket)
                   (vreset! status 1000)
                   (catch :default e
                     (log-failure request e)) ; before the peer is waited for
                   (finally (websocket/close socket @status "")))))))

(defn- respond [resource id request response]
  (let [outcome (norn.prim/http-respond resource id response)]
    (cond
      (nil? outcome) (stream-response resource id request response)
      (string? outcome) (if-let [options (:norn.http/websocket response)]
                          (run-websocket resource id request options)
                          (invalid-response resource id request outcome)))))

;; --- handlers ---------------------------------------------------------------------------

(defn- with-body [resource request]
  (let [content (:body request)]
    (if (nil? content)
      request
      (let [id (:norn.http/exchange request)]
        (assoc request :body
               (if (true? content)
                 (body/body (fn [] (norn.prim/http-read-body resource id)) (fn [] nil))
                 (body/body content (fn [] nil) (fn [] nil))))))))

(defn- run-request [resource handler request]
  (let [id (:norn.http/exchange request)
        request (with-body resource request)]
    (try
      (respond resource id request (handler request))
      (catch :default e
        (handler-failed resource id request e))
      (finally
        (when (norn.prim/http-exchange-state resource id) (norn.prim/http-abort resource id))))))

(defn- run-logged [resource handler request access-log]
  (let [start (norn.prim/monotonic-nanos)
        status (volatile! nil)]
    (try
      (run-request resource
                   (fn [request]
                     (let [response (handler request)]
                       (vreset! status (:status response))
                       response))
                   request)
      (finally
        (access-log {:request request
                     :status @status
                     :duration-ms (/ (- (norn.prim/monotonic-nanos) start) 1e6)})))))

(defn- async-handler
  "A one-argument handler of a three-argument one: (f request respond raise)."
  [f]
  (fn [request]
    (let [answer (norn.prim/promise*)]
      (f request
         (fn [response] (norn.prim/deliver* answer response) nil)
         (fn [failure] (norn.prim/deliver-error* answer failure) nil))
      (norn.prim/await* answer))))

;; --- servers -----------------------------------------------------------------------------

(def defaults
  "The limits of a server; each is an option of serve."
  {:max-line-bytes 8192
   :max-head-bytes 32768
   :max-headers 100
   :max-body-bytes 67108864
   :max-connections 10000
   :max-requests 10000
   :header-timeout 10000
   :idle-timeout 60000
   :body-timeout 30000
   :handler-timeout 120000
   :write-timeout 30000
   :pipelining 1000})

(defn serve
  "Starts an HTTP/1.1 server and returns it at once; (:port server) is where it listens. While it is not stopped the program
  keeps running. (handler request) runs as a task per request; request and response are Ring maps. Options, sizes in bytes
  and times in ms:
    :port             0 by default: a free one        :host  an IP address, \"127.0.0.1\" by default
    :path             of a Unix socket, instead       :backlog 511, :reuse-port false
    :tls              a server context of norn.tls, or its options (:cert-file, :key-file …): HTTPS
    :async true       the handler is (f request respond raise)
    :access-log f     (f {:request :status :duration-ms}) after each request
    :max-line-bytes   8,192: the request line; 414    :max-head-bytes  32,768: all header fields; 431
    :max-headers      100; 431                        :max-body-bytes  67,108,864; 413
    :max-connections  10,000; further ones get 503    :max-requests    10,000 at a time; further ones get 503
    :header-timeout   10,000: for the whole head; 408 :idle-timeout    60,000: between two requests
    :body-timeout     30,000 without a byte of the body
    :handler-timeout  120,000 until the response begins; then the task is cancelled and the client gets 503
    :write-timeout    30,000 without progress
    :pipelining       1,000: requests in a row that have come before the answer to the one before them (answered in order;
                      at most 64 KiB wait); then Connection: close. 0: none
  A response's :body is a string, bytes, nil, a seq or channel of those, a function (f write), a body, a java.io.File or an
  InputStream, which is closed; all but the first three are streamed, with :content-length (or the header) if it is there, else in chunks. A failure, and an invalid response, are a 500 and
  a text on *err*; once the response has begun, the connection is cut off.
  (serve (fn [request] {:status 200 :body \"hello\"}) {:port 8080})"
  ([handler] (serve handler nil))
  ([handler options]
   (let [{:keys [port host path backlog reuse-port access-log] :or {port 0 host "127.0.0.1"}} options
         limits (merge defaults options)
         host (if (= host "localhost") "127.0.0.1" host)
         resource (norn.prim/http-listen
                   [host port path backlog reuse-port
                    (:max-line-bytes limits) (:max-head-bytes limits) (:max-headers limits) (:max-body-bytes limits)
                    (:max-connections limits) (:max-requests limits)
                    (:header-timeout limits) (:idle-timeout limits) (:body-timeout limits) (:handler-timeout limits)
                    (:write-timeout limits)
                    (when-let [options (:tls options)]
                      (.-resource (if (instance? norn.tls.Context options) options (tls/server-context options))))
                    (:pipelining limits)])
         handler (if (:async options) (async-handler handler) handler)
         run (if access-log
               (fn [request] (run-logged resource handler request access-log))
               (fn [request] (run-request resource handler request)))
         serving (async/outside-scopes
                  (fn [] (norn.prim/spawn (fn* [] (norn.prim/http-serve! resource run)))))]
     (->Server (norn.prim/http-port resource) (or path host) resource serving))))

(defio stop
  "Stops a server: it takes no more requests, those under way have :drain-ms ms (5,000) to be answered, then they are
  cancelled. Suspends until all of that is over; stopping again does nothing. Returns nil."
  ([server] (stop server nil))
  ([server {:keys [drain-ms] :or {drain-ms 5000}}]
   (let [resource (:resource server)]
     (try
       (async/bounded drain-ms (fn [] (norn.prim/http-begin-stop resource)) (fn [] nil))
       (finally (norn.prim/http-stop resource)))
     (async/await (:serving server))
     nil)))

(defn counts
  "{:connections open now, :requests under way, :total requests so far} of a server."
  [server]
  (let [[connections requests total] (norn.prim/http-counts (:resource server))]
    {:connections connections :requests requests :total total}))
