; A TCP proxy in ten lines: both directions at once, each end handed on by itself.
(require '[norn.net :as net] '[norn.async :as a])

(defn proxy-to [host port]
  (fn [client]
    (with-open [server (net/connect host port)]
      (a/scope
       (async (net/copy client server) (net/shutdown-output server))
       (net/copy server client)
       (net/shutdown-output client)))))

(with-open [upper (net/serve (fn [c]
                               (doseq [line (net/lines c)] (net/write c (.toUpperCase line) "\n"))
                               (net/write c "bye\n"))
                             {})
            proxy (net/serve (proxy-to "127.0.0.1" (:port (net/local-address upper))) {})
            c (net/connect "127.0.0.1" (:port (net/local-address proxy)))]
  (net/write c "one\n" "two\n")
  (println (net/read-line c) (net/read-line c)) ;=> ONE TWO
  (net/write c "three")
  (net/shutdown-output c)
  (println (vec (net/lines c)))) ;=> [THREE bye]
