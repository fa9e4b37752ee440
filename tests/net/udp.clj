(require '[norn.net :as net] '[norn.async :as a])

(with-open [a (net/udp-socket {:host "127.0.0.1"})
            b (net/udp-socket {:host "127.0.0.1"})]
  (let [port-a (:port (net/local-address a)), port-b (:port (net/local-address b))
        waiting (net/receive-async b)]
    (a/yield)
    (net/send a "first" "127.0.0.1" port-b)
    (net/send a (byte-array [1 2 3]) "localhost" port-b)
    (net/send a "" "127.0.0.1" port-b)
    (let [{:keys [data host port]} @waiting]
      (println (String. data) host (= port port-a))) ;=> first 127.0.0.1 true
    (println (vec (:data (net/receive b)))) ;=> [1 2 3]
    (println (vec (:data (net/receive b)))) ;=> []
    ; A receive that is given up takes nothing.
    (println (try (a/with-timeout 5 (net/receive a)) (catch :norn/timeout _ :timeout))) ;=> :timeout
    (net/send b "for a" "127.0.0.1" port-a)
    (println (String. (:data (net/receive a)))) ;=> for a
    (println (try (net/send a (byte-array 70000) "127.0.0.1" port-b) (catch :EMSGSIZE e (:operation (ex-data e))))) ;=> :send
    (println (try (net/udp-socket {:host "127.0.0.1" :port port-a}) (catch :EADDRINUSE e (class e)))) ;=> java.net.BindException
    (let [two [(net/receive-async b) (net/receive-async b)]]
      (a/yield)
      (net/send a "one" "127.0.0.1" port-b)
      (net/send a "two" "127.0.0.1" port-b)
      (println (mapv (fn [t] (String. (:data @t))) two))) ;=> [one two]
    (let [last-one (net/receive-async b)]
      (a/yield)
      (net/close b)
      (println (try @last-one (catch :closed _ :closed))) ;=> :closed
      (println (try (net/send b "x" "127.0.0.1" port-a) (catch :closed _ :closed))) ;=> :closed
      (println (str b))))) ;=> #<UDP socket at no address: closed>
