; node as the other side, in both roles, plain and over TLS: bodies of every size in both directions, on kept connections.
;timeout 120
;gc-stress-every 1000 bodies of 50 MB
(load-file "tests/net/support/bodies.clj")
(load-file "tests/net/support/peers.clj")
(require '[bodies :as b] '[peers] '[norn.http :as http] '[norn.process :as process] '[clojure.string :as str])

(def sizes (conj b/edges b/large))

(doseq [kind [:plain :tls]]
  (peers/with-node-server kind
    (fn [base]
      (let [echo (if (= kind :tls) "/return" "/echo") ; see there
            problems (fn [sizes] (into [] (mapcat (fn [n] (b/problems base n echo))) sizes))
            small (problems (remove (fn [n] (> n 32768)) sizes))
            ; One connection for all of them.
            sockets (:body (http/get (str base "/sockets") {:tls b/trust}))]
        (println kind small sockets (problems (filter (fn [n] (> n 32768)) sizes)))))))
;=> :plain [] 1 []
;=> :tls [] 1 []

(doseq [kind [:plain :tls]]
  (let [server (b/serve kind)]
    (print kind (:out (process/run (into ["node" "tests/net/support/node_client.js" (b/base kind server) (b/cert "ca.pem")] sizes)
                                   {:check true})))
    (http/stop server)))
;=> :plain [] 1
;=> :tls [] 1
