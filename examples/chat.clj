;; A chat over WebSocket: rooms, names, and people who come and go.
;;
;; Each socket is one task that reads what its person says; a channel per person
;; carries what there is to tell, so a slow one holds nobody up.

(require '[clojure.string :as str]
         '[clojure.core.async :as a]
         '[norn.http :as http]
         '[norn.websocket :as ws])

(def rooms (atom {})) ; {room {name channel}}

(defn tell [room text]
  (doseq [channel (vals (@rooms room))] (a/put! channel text)))

(defn chat [room name socket]
  (let [to-tell (a/chan (a/dropping-buffer 100))
        telling (async (loop []
                         (when-some [text (a/<! to-tell)]
                           (ws/send socket text)
                           (recur))))]
    (swap! rooms assoc-in [room name] to-tell)
    (tell room (str "* " name " is here"))
    (try
      (loop []
        (when-some [text (ws/receive socket)]
          (tell room (str name ": " text))
          (recur)))
      (finally
        (swap! rooms update room dissoc name)
        (a/close! to-tell)
        (norn.async/cancel! telling)
        (tell room (str "* " name " has left"))))))

(defn handler [{:keys [uri] :as request}]
  (let [[room name] (rest (str/split uri #"/"))]
    (if (and room name)
      (ws/accept request (fn [socket] (chat room name socket)))
      {:status 404 :body "connect to /ROOM/NAME\n"})))

;; --- two people -----------------------------------------------------------------------------

(let [server (http/serve handler)
      join (fn [name] (http/connect-websocket (str "ws://127.0.0.1:" (:port server) "/kitchen/" name)))
      ada (join "ada")]
  (println "ada hears" (ws/receive ada))
  (let [ben (join "ben")]
    (println "ada hears" (ws/receive ada))
    (println "ben hears" (ws/receive ben))
    (ws/send ada "is there any coffee left?")
    (println "ben hears" (ws/receive ben))
    (println "ada hears" (ws/receive ada))
    (ws/send ben "no")
    (println "ada hears" (ws/receive ada))
    (ws/close ben))
  (println "ada hears" (ws/receive ada))
  (ws/close ada)
  (http/stop server))
