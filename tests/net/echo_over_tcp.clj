; What is written arrives; the end arrives too, and the other direction goes on after it.
(require '[norn.net :as net])

(defn echo [c]
  (loop []
    (when-let [chunk (net/read c)]
      (net/write c chunk)
      (recur)))
  (net/write c "that was all"))

(with-open [server (net/serve echo {:port 0})]
  (let [{:keys [host port]} (net/local-address server)]
    (println host (pos? port)) ;=> 127.0.0.1 true
    (with-open [c (net/connect host port)]
      (println (= port (:port (net/remote-address c)))) ;=> true
      (net/write c "one\r\ntwo\n" (byte-array [116 104 114]) "ee")
      (println (net/read-line c)) ;=> one
      (println (net/read-line c)) ;=> two
      (println (String. (net/read-exactly c 5))) ;=> three
      (net/shutdown-output c)
      (println (net/read-string c)) ;=> that was all
      (println (net/read c) (net/read-line c) (net/read-exactly c 3))))) ;=> nil nil nil
