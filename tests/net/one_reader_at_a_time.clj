(require '[norn.net :as net] '[norn.async :as a])

(with-open [listener (net/listen {})
            c (net/connect "127.0.0.1" (:port (net/local-address listener)))
            s (net/accept listener)]
  (let [first-reader (net/read-async c)]
    (a/yield)
    (try (net/read c) (catch IllegalStateException e (println (ex-message e)))) ;=> another task is reading from this connection
    (net/write s "x")
    (println (alength @first-reader)))) ;=> 1
