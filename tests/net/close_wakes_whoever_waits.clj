(require '[norn.net :as net] '[norn.async :as a])

(defn report [task]
  (try @task (catch java.io.IOException e [(:code (ex-data e)) (subs (ex-message e) 0 11)])))

(let [listener (net/listen {})
      accepting (net/accept-async listener)
      c (net/connect "127.0.0.1" (:port (net/local-address listener)))
      s @accepting
      waiting (net/accept-async listener)
      reading (net/read-async c)
      writing (net/write-async c (byte-array 20000000))] ; nobody reads it
  (a/sleep 1)
  (println (a/done? waiting) (a/done? reading) (a/done? writing)) ;=> false false false
  (net/close listener)
  (net/close c)
  (println (report waiting)) ;=> [:closed cannot acce]
  (println (report reading)) ;=> [:closed cannot read]
  (println (report writing)) ;=> [:closed cannot writ]
  (println (report (net/read-async c))) ;=> [:closed cannot read]
  (println (report (net/write-async c "x"))) ;=> [:closed cannot writ]
  (net/close c) ; again: nothing happens
  (println (str c) (net/open? c) (net/local-address c)) ;=> #<closed connection> false nil
  (net/close s))
