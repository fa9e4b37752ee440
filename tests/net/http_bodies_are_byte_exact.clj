; Bodies of awkward sizes, both directions, plain and streamed.
;timeout 120
;skip-gc-stress the patterns are loops of a million turns
(require '[norn.http :as http] '[norn.digest :as digest])

(def server (http/serve (fn [r]
                          (case (:uri r)
                            "/echo" {:status 200 :body (or (:body r) "")}
                            "/digest" {:status 200 :body (digest/sha256 (if (:body r) (http/read-all (:body r)) ""))}))
                        {:max-body-bytes 100000000}))
(def base (str "http://127.0.0.1:" (:port server)))

(defn pattern [n]
  (let [bytes (byte-array n)]
    (loop [i 0 x 1]
      (when (< i n)
        (aset-byte bytes i (unchecked-byte x))
        (recur (+ i 1) (rem (+ (* x 75) 74) 65537))))
    bytes))

(doseq [n [0 1 16383 16384 16385 32767 32768 32769 65535 65536 65537 1000000]]
  (let [bytes (pattern n)
        wanted (digest/sha256 bytes)
        pieces (fn [write] (loop [i 0] (when (< i n) (let [j (min n (+ i 10007))] (write (java.util.Arrays/copyOfRange bytes i j)) (recur j)))))
        results [(:body (http/post (str base "/digest") {:body bytes}))
                 (:body (http/post (str base "/digest") {:body pieces}))
                 (digest/sha256 (:body (http/post (str base "/echo") {:body bytes :as :bytes})))
                 (digest/sha256 (:body (http/post (str base "/echo") {:body pieces :as :bytes})))]]
    (when-not (every? (fn [x] (= x wanted)) results) (println n wanted results))))
(println :done) ;=> :done
(http/stop server)
