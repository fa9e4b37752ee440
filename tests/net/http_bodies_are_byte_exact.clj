; Bodies of awkward sizes and of 50 MB in both directions, with a length and in chunks, plain and over TLS.
;timeout 120
(load-file "tests/net/support/bodies.clj")
(require '[bodies :as b] '[norn.http :as http])

(def sizes (if (System/getenv "NORN_GC_STRESS") (butlast b/edges) (conj b/edges b/large)))
(doseq [kind [:plain :tls]]
  (let [server (b/serve kind)]
    (println kind (into [] (mapcat (fn [n] (b/problems (b/base kind server) n))) sizes))
    (http/stop server)))
;=> :plain []
;=> :tls []
