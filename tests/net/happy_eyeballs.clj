; RFC 8305: the families take turns; an address that does not answer costs 250 ms at most, one that refuses nothing.
(require '[norn.net :as net])

(println (#'net/in-order-of-attempt ["::1" "::2" "::3" "10.0.0.1" "10.0.0.2"])) ;=> [::1 10.0.0.1 ::2 10.0.0.2 ::3]
(println (#'net/in-order-of-attempt ["10.0.0.1" "::1"])) ;=> [10.0.0.1 ::1]

(with-open [server (net/serve (fn [c] (net/write c "hello")) {:host "127.0.0.1"})]
  (let [port (:port (net/local-address server))
        try-all (fn [ips] (let [socket (#'net/connect-first ips port nil)]
                            (with-open [c (net/->Connection socket)] [(:host (net/remote-address c)) (net/read-string c)])))]
    ; Nobody listens at the first two addresses.
    (println (try-all ["127.0.0.2" "127.0.0.3" "127.0.0.1"])) ;=> [127.0.0.1 hello]
    (try
      (#'net/connect-first ["127.0.0.2" "127.0.0.3"] port nil)
      (catch :ECONNREFUSED e
        (println (= (ex-message e) (str "cannot connect to 127.0.0.2:" port ": Connection refused")) (count (.getSuppressed e))))))) ;=> true 1

; The first address is silent: nobody accepts, and when its backlog is full the system does not answer.
(with-open [silent (net/listen {:host "127.0.0.2" :backlog 1})
            server (net/serve (fn [c] (net/write c "hello")) {:host "127.0.0.1" :port (:port (net/local-address silent))})]
  (let [port (:port (net/local-address silent))
        fill (loop [open []]
               (if-let [c (try (net/connect "127.0.0.2" port {:timeout 100}) (catch :norn/timeout _ nil))]
                 (recur (conj open c))
                 open))]
    (println (< 1 (count fill) 100)) ;=> true
    (with-open [c (net/->Connection (#'net/connect-first ["127.0.0.2" "127.0.0.1"] port nil))]
      (println (:host (net/remote-address c)) (net/read-string c))) ;=> 127.0.0.1 hello
    (run! net/close fill)))
