; serve: no more than :max-connections handlers at once; closing it stops the listener and cancels what runs.
(require '[norn.net :as net] '[norn.async :as a])

(let [running (atom 0), most (atom 0), cleaned (atom 0), go (promise)
      server (net/serve (fn [c]
                          (swap! most max (swap! running inc))
                          (try
                            (when (= "wait" (net/read-line c)) @go)
                            (net/write c "done\n")
                            (net/read c) ; until the client has gone
                            (finally (swap! running dec) (swap! cleaned inc))))
                        {:max-connections 3})
      port (:port (net/local-address server))
      clients (mapv (fn [_] (net/connect "127.0.0.1" port)) (range 8))]
  (doseq [c clients] (net/write c "wait\n"))
  (deliver go true)
  (println (mapv (fn [c] (let [line (net/read-line c)] (net/close c) line)) clients)) ;=> [done done done done done done done done]
  (println @most) ;=> 3
  (let [c (net/connect "127.0.0.1" port)]
    (net/write c "x\n")
    (println (net/read-line c)) ;=> done
    (net/close server)
    (println (net/read c)) ;=> nil
    (loop [] (when (pos? @running) (a/sleep 1) (recur)))
    (println @cleaned) ;=> 9
    (println (try (net/connect "127.0.0.1" port) (catch :ECONNREFUSED _ :refused))))) ;=> :refused
