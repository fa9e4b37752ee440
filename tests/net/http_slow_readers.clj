; Whoever reads slowly holds the writer up, in both directions, plain and over TLS: nobody buffers what is not taken.
;timeout 120
;gc-stress-every 1000 hundreds of megabytes
(load-file "tests/net/support/bodies.clj")
(require '[bodies :as b] '[norn.http :as http] '[norn.async :as a] '[norn.runtime :as runtime] '[norn.digest :as digest])

(def n b/large)
(def written (atom 0))
(def reading (atom (promise)))

(defn counted [write]
  (reset! written 0)
  ((b/pieces n) (fn [piece] (write piece) (swap! written + (alength piece)))))

(defn handler [request]
  (case (:uri request)
    "/down" {:status 200 :body counted}
    "/up" (do @@reading (b/handler (assoc request :uri "/digest")))
    "/slow" {:status 200 :body (do (a/sleep 300) (b/handler (assoc request :uri "/digest")))}))

(defn held-up?
  "Whether the writer comes to rest long before it has written everything, and the process holds no more than before."
  [memory]
  (b/until #(pos? @written))
  (loop [before -1]
    (a/sleep 50)
    (when (not= before @written) (recur @written)))
  (and (< @written (quot n 2)) (b/within? memory 30)))

(runtime/gc)
(doseq [kind [:plain :tls]]
  (let [server (b/serve kind handler nil)
        base (b/base kind server)]
    (let [memory (b/memory-mb)
          response (http/get (str base "/down") {:as :stream :tls b/trust})]
      (println kind :download (held-up? memory) (b/same? (http/read-all (:body response)) n) (= n @written)))
    (runtime/gc)
    (reset! reading (promise))
    (reset! written 0)
    (let [memory (b/memory-mb)
          answer (http/post-async (str base "/up") {:body counted :tls b/trust})
          held (held-up? memory)]
      (deliver @reading true)
      (println kind :upload held (= (b/digest-of n) (:body @answer)) (= n @written)))
    (http/stop server)))
;=> :plain :download true true true
;=> :plain :upload true true true
;=> :tls :download true true true
;=> :tls :upload true true true
