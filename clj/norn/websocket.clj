;; WebSockets (RFC 6455) with compression (RFC 7692), of servers and clients.
;; Receiving suspends the task until a message is there; pings are answered by
;; themselves. Text messages are strings, binary ones byte arrays.

(ns norn.websocket
  (:refer-clojure :exclude [send])
  (:require [norn.async :as async]
            [norn.defio :refer [defio]]))

(def ^:private closing-ms 2000) ; how long the peer has for its part of the closing handshake

(declare close)

(deftype Socket [resource]
  java.io.Closeable
  (close [this] (close this))
  Object
  (toString [this] (if (norn.prim/ws-status resource) "#<closed WebSocket>" "#<WebSocket>")))

(defmethod print-method Socket [socket writer]
  (norn.interop/write writer (str socket)))

(defio receive
  "The next message, a string or byte array; nil once the socket is closed (see status). Suspends until there is one."
  [^Socket socket]
  (norn.prim/ws-receive (.-resource socket)))

(defio send
  "Sends a message, text (a string) or binary (a byte array); suspends while a slow peer has much to take yet. An
  IOException with :code :websocket/closed if it is closed. Returns nil."
  [^Socket socket message]
  (norn.prim/ws-send (.-resource socket) message))

(defn ping
  "Sends a ping; the answer is not shown. False if the socket is closed."
  [^Socket socket]
  (norn.prim/ws-ping (.-resource socket)))

(defn status
  "nil while the socket is open; then {:status n :reason text}: what the peer said (1000 is normal, 1005 nothing), or 1006
  when the connection broke off."
  [^Socket socket]
  (when-let [[status reason] (norn.prim/ws-status (.-resource socket))]
    {:status status :reason reason}))

(defn close
  "Closes a socket in good order: says status (1000) and reason, waits a little for the peer to do the same; messages that
  come meanwhile are dropped. Closing again does nothing. Returns nil."
  ([socket] (close socket 1000 ""))
  ([^Socket socket status reason]
   (let [resource (.-resource socket)]
     (try
       (when (norn.prim/ws-close resource status reason)
         (async/bounded closing-ms
           (fn [] (loop [] (when (some? (norn.prim/ws-receive resource)) (recur))))
           (fn [] nil)))
       (finally (norn.prim/ws-drop resource)))
     nil)))

(defn accept
  "The response of an HTTP server that turns the request into a WebSocket: (handler socket) runs in the request's task and
  the socket is closed when it returns. Options: :protocol, the subprotocol that is chosen; :compress false;
  :max-message-bytes (16 MiB). A request that is no handshake is answered with 426.
  (http/serve (fn [request] (accept request (fn [ws] (send ws (receive ws))))))"
  ([request handler] (accept request handler nil))
  ([_ handler options] {:norn.http/websocket (assoc options :handler handler)}))
