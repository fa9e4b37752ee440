; A read takes bytes when its task gets them: one that was cancelled or timed out has taken none.
(require '[norn.net :as net] '[norn.async :as a])

(with-open [listener (net/listen {})
            c (net/connect "127.0.0.1" (:port (net/local-address listener)))
            s (net/accept listener)]
  (let [reading (net/read-async c)]
    (a/yield)
    (a/cancel! reading)
    (println (try @reading (catch :norn/cancelled _ :cancelled)))) ;=> :cancelled
  (net/write s "abc")
  (println (try (a/with-timeout 20 (net/read-exactly c 6)) (catch :norn/timeout _ :timeout))) ;=> :timeout
  (println (try (a/with-timeout 20 (net/read-until c 10)) (catch :norn/timeout _ :timeout))) ;=> :timeout
  (net/write s "def\nghi")
  (println (net/read-line c)) ;=> abcdef
  (println (String. (net/read c 2))) ;=> gh
  (net/close s)
  (println (net/read-string c))) ;=> i
