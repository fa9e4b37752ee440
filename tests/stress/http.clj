;; HTTP under load: the client and the server against each other, and wrk and curl as clients. Prints figures; exit code 1 when one
;; is not as it must be.
;;   ./dev stress http [PART…]   parts: client million sleep overload bodies; all unless told
(load-file "tests/net/support/bodies.clj")
(load-file "tests/net/support/peers.clj")
(require '[bodies :as b] '[peers :refer [wrk]] '[norn.http :as http] '[norn.async :as a] '[norn.process :as process]
         '[norn.runtime :as runtime] '[clojure.string :as str])

(def failures (atom []))
(defn check [what good]
  (println (if good "  ok    " "  FAILED") what)
  (when-not good (swap! failures conj what)))

(defn held
  "What the process holds, without what can be collected."
  []
  (runtime/gc)
  {:rss-mb (b/memory-mb) :descriptors (b/descriptors)})

(defn settled [server]
  (b/until #(let [{:keys [connections requests]} (http/counts server)] (and (zero? connections) (zero? requests)))))

(defn check-flat [before after limit-mb]
  (check (str "memory: " (:rss-mb before) " -> " (:rss-mb after) " MB, may grow by " limit-mb)
         (<= (- (:rss-mb after) (:rss-mb before)) limit-mb))
  (check (str "descriptors: " (:descriptors before) " -> " (:descriptors after)) (<= (:descriptors after) (:descriptors before))))

;; --- our client: 5,000 requests one after another and 2,000 at 200 a time, again and again ------------------

(defn client [kind]
  (let [server (b/serve kind (fn [r] {:status 200 :body (str "hello " (:uri r))}) nil)
        base (b/base kind server)
        pool (http/pool)
        get (fn [path] (:status (http/get (str base path) {:tls b/trust :pool pool})))
        round (fn []
                (let [statuses (frequencies (concat (mapv (fn [_] (get "/")) (range 5000))
                                                    (a/parallel-map 200 (fn [i] (get (str "/" i))) (range 2000))))]
                  (http/close-idle pool)
                  (settled server)
                  statuses))]
    (dotimes [_ 5] (round)) ; until the heap has its size
    (let [before (held)]
      (println " " kind "before" before)
      (dotimes [n 10]
        (let [statuses (round)]
          (when-not (= statuses {200 7000}) (check (str "statuses " statuses) false)))
        (println "  round" n (held)))
      (check-flat before (held) 3))
    (http/stop server)))

;; --- a million requests by wrk ------------------------------------------------------------------------------

(defn million []
  (let [server (http/serve (fn [_] {:status 200 :headers {"Content-Type" "text/plain"} :body "hello world"}))
        uri (str (b/base :plain server) "/")
        run (fn [seconds] (wrk "-t1" "-c64" (str "-d" seconds "s") uri))]
    (run 3)
    (settled server)
    (let [before (held)
          start (:total (http/counts server))]
      (println "  before" before)
      (loop []
        (let [{:keys [per-second errors bad p99-ms]} (run 3)
              done (- (:total (http/counts server)) start)]
          (settled server)
          (println (format "  %,9d requests, %.0f per second, p99 %.2f ms, RSS %d MB" done per-second p99-ms (b/memory-mb)))
          (when-not (and (= errors {}) (zero? bad)) (check (str "errors " errors bad) false))
          (when (< done 1000000) (recur))))
      (check-flat before (held) 3))
    (http/stop server)))

;; --- 256 connections to handlers that take 10 ms ------------------------------------------------------------

(defn cpu-s
  "Seconds of CPU that this process has used."
  []
  (let [fields (str/split (last (str/split (slurp "/proc/self/stat") #"\) ")) #" ")]
    (/ (+ (parse-long (nth fields 11)) (parse-long (nth fields 12))) 100.0)))

(defn busy?
  "Whether others need this machine's processors too: then rates say nothing."
  []
  (> (parse-double (first (str/split (slurp "/proc/loadavg") #" "))) 1.5))

(defn sleep []
  (doseq [[name handler options] [["sync handler" (fn [_] (a/sleep 10) {:status 200 :body "slept"}) {}]
                                  ["async handler" (fn [_ respond _] (async (a/sleep 10) (respond {:status 200 :body "slept"})))
                                   {:async true}]]]
    (let [server (http/serve handler options)
          others (busy?)
          cpu-before (cpu-s)
          {:keys [requests per-second errors bad p99-ms]} (wrk "-t1" "-c256" "-d10s" (str (b/base :plain server) "/"))
          cpu (- (cpu-s) cpu-before)
          ceiling 25600.0]
      (settled server)
      (println (format "  %s: %,d requests, %.0f per second, %.0f %% of 256 / 10 ms, p99 %.1f ms; CPU %.0f %%, %.1f us per request; server %s"
                       name requests per-second (/ per-second ceiling 0.01) p99-ms (* 10 cpu) (/ (* cpu 1e6) requests)
                       (http/counts server)))
      (check "no errors" (and (= errors {}) (zero? bad)))
      (if others
        (println "  not judged: other programs keep the processors busy")
        (check "at least 65 % of the ceiling, or 75 % of a core" (or (> per-second (* 0.65 ceiling)) (> cpu 7.5))))
      (http/stop server))))

;; --- more than the server may take ---------------------------------------------------------------------------

(defn overload []
  (doseq [[name options] [["1,000 connections, 100 requests at a time" {:max-requests 100}]
                          ["1,000 connections, 300 may be open, answered with 503 up to 600" {:max-connections 300}]]]
    (println " " name)
    (let [server (http/serve (fn [_] (a/sleep 10) {:status 200 :body "slept"}) options)
          uri (str (b/base :plain server) "/")
          _ (wrk "-t1" "-c50" "-d2s" uri)
          _ (settled server)
          before (held)
          flooded (a/async (wrk "-t1" "-c1000" "-d8s" uri))
          ;; What one more client sees meanwhile: an answer or a refusal, at once.
          seen (do (a/sleep 1000)
                   (frequencies
                    (mapv (fn [_]
                            (let [{:keys [exit out]} (process/run ["curl" "-s" "-m" "5" "-o" "/dev/null" "-w" "%{http_code}" uri])]
                              (if (zero? exit) out (str "curl exit " exit))))
                          (range 30))))
          {:keys [requests bad errors per-second]} @flooded]
      (println (format "  %,d requests settled, %,d of them with 503; %.0f per second; wrk's socket errors %s" requests bad per-second errors))
      (println "  30 curls meanwhile:" seen)
      (check "some were served, some got 503" (and (pos? bad) (pos? (- requests bad))))
      (check "curl was answered or refused, not left waiting"
             (every? #{"200" "503" "curl exit 52" "curl exit 56" "curl exit 7"} (keys seen)))
      (settled server)
      (let [after (wrk "-t1" "-c50" "-d2s" uri)]
        (println (format "  afterwards: %,d requests, %.0f per second, errors %s, 503: %d" (:requests after) (:per-second after)
                         (:errors after) (:bad after)))
        (check "recovered" (and (= {} (:errors after)) (zero? (:bad after)) (> (:per-second after) 2500))))
      (settled server)
      (check-flat before (held) 8)
      (http/stop server))))

;; --- large bodies ----------------------------------------------------------------------------------------------

(defn bodies []
  (doseq [kind [:plain :tls]]
    (let [server (b/serve kind)
          base (b/base kind server)
          round (fn []
                  (let [start (System/nanoTime)
                        wrong (b/problems base b/large)]
                    (http/close-idle norn.http.client/default-pool)
                    (settled server)
                    (println "  " kind "9 x 50 MB in" (quot (- (System/nanoTime) start) 1000000) "ms" wrong (held))
                    (when (seq wrong) (check (str "bodies " wrong) false))))]
      (dotimes [_ 2] (round))
      (let [before (held)]
        (dotimes [_ 8] (round))
        (check-flat before (held) 60)) ; less than one more body and its copy
      (http/stop server))))

(def parts
  {"client" (fn [] (client :plain) (client :tls)) "million" million "sleep" sleep "overload" overload "bodies" bodies})

(doseq [name (or (seq *command-line-args*) ["client" "million" "sleep" "overload" "bodies"])]
  (println name)
  ((parts name)))
(println (if (seq @failures) (str (count @failures) " FAILED") "ok"))
(when (seq @failures) (System/exit 1))
