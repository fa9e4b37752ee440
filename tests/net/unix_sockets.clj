(require '[norn.net :as net])

(let [directory (str (or (System/getenv "TMPDIR") "/tmp") "/norn-unix-" (norn.prim/monotonic-nanos))
      path (str directory "/s.sock")]
  (norn.file/make-directories directory)
  (try
    (with-open [server (net/serve (fn [c] (net/write c (net/read-line c) "!")) {:path path})]
      (println (= {:path path} (net/local-address server))) ;=> true
      (println (:type (norn.file/status path))) ;=> :socket
      (with-open [c (net/connect {:path path})]
        (println (= {:path path} (net/remote-address c)) (net/local-address c)) ;=> true nil
        (net/write c "hello\n")
        (println (net/read-string c)))) ;=> hello!
    (println (norn.file/exists? path)) ;=> false
    (finally (norn.file/delete directory))))
