;; The names of babashka.http-client.websocket on norn.websocket.

(ns babashka.http-client.websocket
  (:require [norn.async :as async]
            [norn.http :as http]
            [norn.url :as url]
            [norn.websocket :as websocket]))


(defn- receive-all [socket {:keys [on-message on-close on-error]}]
  (try
    (loop []
      (when-some [message (websocket/receive socket)]
        (when on-message (on-message socket message true))
        (recur)))
    (when on-close
      (let [{:keys [status reason]} (websocket/status socket)]
        (on-close socket status reason)))
    (catch :default e
      (when on-error (on-error socket e)))))

(defn- connect [{:keys [uri headers subprotocols connect-timeout on-open] :as options}]
  (let [socket (http/connect-websocket (if (map? uri) (url/build uri) (str uri))
                                       (cond-> {:headers (or headers {})}
                                         (seq subprotocols) (assoc :protocols (vec subprotocols))
                                         connect-timeout (assoc :timeout connect-timeout)))]
    (when on-open (on-open socket))
    (async/outside-scopes (fn [] (future (receive-all socket options))))
    socket))

(defn websocket
  "Connects a WebSocket and returns it. Options: :uri (ws:// or wss://), :headers, :subprotocols, :connect-timeout ms, :async true (a
  future of it), :on-open (f ws), :on-message (f ws data last), data a string or bytes, always whole, :on-close (f ws status
  reason), :on-error (f ws exception). Pings are answered by themselves: :on-ping and :on-pong are not called."
  [options]
  (if (:async options) (future (connect options)) (connect options)))

(defn send! "Sends text (a string) or bytes." ([ws data] (send! ws data nil)) ([ws data _] (websocket/send ws data) ws))
(defn ping! "Sends a ping." [ws _] (websocket/ping ws) ws)
(defn pong! "Does nothing: pings are answered by themselves." [ws _] ws)
(defn close!
  "Closes in good order."
  ([ws] (close! ws 1000 ""))
  ([ws status-code reason] (websocket/close ws status-code reason) ws))
(defn abort! "Closes at once, without telling why." [ws] (norn.prim/ws-drop (.-resource ^norn.websocket.Socket ws)) ws)
