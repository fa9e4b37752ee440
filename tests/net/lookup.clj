;gc-stress-every 1000 the lookups end before they are given up
(require '[norn.net :as net] '[norn.async :as a])

(println (some #{"127.0.0.1"} (net/lookup "localhost" {:family 4}))) ;=> 127.0.0.1
(println (net/lookup "127.0.0.9") (net/lookup "::1")) ;=> [127.0.0.9] [::1]
(println (try (net/lookup "") (catch java.net.UnknownHostException e (:code (ex-data e))))) ;=> :EAI_NONAME
(println (try (net/lookup "a\u0000b") (catch java.net.UnknownHostException e (:code (ex-data e))))) ;=> :EAI_NONAME
; One that is given up is forgotten at once.
(let [lookups (mapv (fn [_] (net/lookup-async "no-such-host.invalid")) (range 10))]
  (a/yield)
  (run! a/cancel! lookups)
  (println (mapv (fn [t] (try @t (catch :norn/cancelled _ :cancelled))) (take 2 lookups)))) ;=> [:cancelled :cancelled]
