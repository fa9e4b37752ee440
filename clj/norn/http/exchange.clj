;; One exchange on one connection: a request out, its response in.

(ns norn.http.exchange
  (:require [norn.async :as async]
            [norn.http.body :as body]
            [norn.http.content :as content]
            [norn.http.failure :refer [at failure]]
            [norn.http.pool :as pool]))

(def default-continue-ms
  "So long a server may take for its 100; RFC 9110, 10.1.1 leaves it to the client."
  1000)

(defn timed
  "Calls (f); after ms (nil: any number) it is cancelled, and a failure :http/timeout says that there is no `what`."
  [ms phase what f]
  (if ms
    (async/bounded ms f
      (fn [] (throw (failure :http/timeout (str "no " what " within " ms " ms") {:phase phase :timeout-ms ms} nil))))
    (f)))

;; whole: volatile, true once all of the request is with the system. A connection on which it is not can't be used again.
;; task: volatile, the task that streams the body, or nil.
(deftype Sending [whole task])

(defn- start-streaming
  "The body is streamed while the response may already be coming. When that fails the connection is closed, which ends the
  waiting for the response."
  [client sending content size]
  (let [task (async/outside-scopes
              (fn []
                (norn.prim/spawn
                 (fn* []
                   (let [ended (volatile! false)]
                     (try
                       (vreset! (.-whole ^Sending sending) (content/send-source client (:source content) size))
                       (vreset! ended true)
                       (finally
                         (when-not @ended (norn.prim/http-client-close client)))))))))]
    (norn.prim/observe! task)
    (vreset! (.-task ^Sending sending) task)))

(defn- at-once? [content size]
  (and (content/at-once? content) (not= :chunked size)))

(defn- send-content [client sending content size]
  (if (at-once? content size)
    (do (norn.prim/http-client-send client (:source content) false)
        (vreset! (.-whole ^Sending sending) true))
    (start-streaming client sending content size)))

(defn- stop-sending [client sending]
  (when-not @(.-whole ^Sending sending)
    (norn.prim/http-client-close client)
    (when-let [task @(.-task ^Sending sending)]
      (when-not (async/done? task) (norn.prim/cancel! task nil false)))))

(defn- send-request [client sending head content size request]
  (let [{:keys [request-method as read-timeout expect-continue max-head-bytes max-headers max-body-bytes]} request
        limits (when (or max-head-bytes max-headers max-body-bytes) [max-head-bytes max-headers max-body-bytes])
        begin (fn [body]
                (norn.prim/http-client-begin client head body (when (identical? :head request-method) :head)
                                             (and (not= as :stream) (nil? read-timeout)) limits))]
    (cond
      expect-continue
      (do (begin nil)
          (when (async/bounded (if (number? expect-continue) expect-continue default-continue-ms)
                  (fn [] (norn.prim/http-client-await-continue client))
                  (fn [] true))
            (send-content client sending content size)))
      (at-once? content size)
      (do (begin (:source content))
          (vreset! (.-whole ^Sending sending) true))
      :else
      (do (begin nil)
          (start-streaming client sending content size)))))

(defn- with-cause-of-sender
  "Calls (f); when it fails because the streaming of the body has failed, throws why that did."
  [sending f]
  (try
    (f)
    (catch java.io.IOException e
      (let [task @(.-task ^Sending sending)]
        (throw (if (and task (identical? :failure (norn.prim/task-state task)))
                 (norn.prim/task-result task)
                 e))))))

(defn exchange
  "Sends a request (its head as bytes, its content, of which `size` bytes are declared, or :chunked) and returns the response,
  whose :body is bytes, complete, or a body (norn.http.body), to be read. Gives the connection back once it is read. method and
  shown-uri are for failures."
  [connection request head content size method shown-uri]
  (let [client (.-client ^norn.http.pool.Connection connection)
        sending (->Sending (volatile! false) (volatile! nil))
        streaming (volatile! false)
        end (fn []
              (stop-sending client sending)
              (pool/give-back connection))]
    (try
      (let [[status reason headers bytes complete? _ minor]
            (timed (:response-timeout request) :response (str "response of " shown-uri)
                   (fn []
                     (send-request client sending head content size request)
                     (with-cause-of-sender sending (fn [] (norn.prim/http-client-response client)))))
            response {:status status :reason reason :headers headers :version (if (= 0 minor) :http1.0 :http1.1)}]
        (if (or complete? (= status 101))
          (assoc response :body bytes)
          (let [read-timeout (:read-timeout request)
                next-piece (fn []
                             (let [piece (try
                                           (timed read-timeout :read (str "more of the response of " shown-uri)
                                                  (fn [] (with-cause-of-sender sending
                                                           (fn [] (norn.prim/http-client-read client)))))
                                           (catch :default e
                                             (end)
                                             (throw (at e method shown-uri))))]
                               (when (nil? piece) (end))
                               piece))]
            (vreset! streaming true)
            (assoc response :body (body/body next-piece end)))))
      (finally
        (when-not @streaming (end))))))
