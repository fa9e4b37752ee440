; Main has ended: an idle connection and an unreferenced listener do not keep the program; a running read does.
(require '[norn.net :as net])

(def listener (net/listen {}))
(def port (:port (net/local-address listener)))
(def idle (net/connect "127.0.0.1" port))
(def peer (net/accept listener))
(async (net/write peer "the last word") (net/shutdown-output peer))
(async (println (net/read-string idle))) ;=> the last word
(net/unref listener)
