; Events from server to client, and the end of the handler when the client goes away.
(require '[norn.http :as http] '[norn.async :as a])

(def ended (promise))
(def server (http/serve (fn [request]
                          (case (:uri request)
                            "/few" (http/sse (fn [send]
                                               (send "one")
                                               (send {:event :tick :id 7 :data "two\nlines"})
                                               (send {:data "" :retry 50})))
                            "/ever" (http/sse (fn [send]
                                                (try
                                                  (loop [i 0] (send i) (a/sleep 1) (recur (inc i)))
                                                  (finally (deliver ended :ended)))))))))
(defn events [path] (http/events (:body (http/get (str "http://127.0.0.1:" (:port server) path) {:as :stream}))))

(doseq [event (events "/few")] (println (into (sorted-map) event)))
;=> {:data one}
;=> {:data two
;=> lines, :event tick, :id 7}
;=> {:data , :retry 50}

(let [response (http/get (str "http://127.0.0.1:" (:port server) "/ever") {:as :stream})]
  (println (get-in response [:headers "content-type"])) ;=> text/event-stream; charset=utf-8
  (println (map :data (take 3 (http/events (:body response))))) ;=> (0 1 2)
  (.close (:body response)))
(println @ended) ;=> :ended

; Events arrive when they are sent, cut anywhere, also within a character.
(let [gate (promise)
      pieces (map (fn [b] (byte-array [b])) (.getBytes "data: äöü€\n\ndata: 𝄞\r\n\r\n"))
      slow (http/serve (fn [_] {:status 200 :body (fn [write] (write "data: first\n\n") @gate (doseq [piece pieces] (write piece) (a/sleep 1)))}))
      seen (http/events (:body (http/get (str "http://127.0.0.1:" (:port slow)) {:as :stream})))]
  (println (first seen)) ;=> {:data first}
  (deliver gate true)
  (println (rest seen)) ;=> ({:data äöü€} {:data 𝄞})
  (http/stop slow))
(http/stop server)
