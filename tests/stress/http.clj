;; 5,000 sequential requests, 2,000 x 200 at a time, in rounds: descriptors and memory must not grow.
;;   ./dev stress http [ROUNDS]
(require '[norn.http :as http] '[norn.async :as a] '[norn.file :as file] '[clojure.string :as str])

(def server (http/serve (fn [r] {:status 200 :body (str "hello " (:uri r))})))
(def uri (str "http://127.0.0.1:" (:port server)))
(defn descriptors [] (count (file/list "/proc/self/fd")))
(defn rss-mb [] (quot (parse-long (second (re-find #"VmRSS:\s+(\d+)" (file/read "/proc/self/status")))) 1024))

(defn round [n]
  (dotimes [_ 5000] (http/get uri))
  (a/parallel-map 200 (fn [i] (http/get (str uri "/" i))) (range 2000))
  (println "round" n "rss" (rss-mb) "MB, descriptors" (descriptors)))

(let [rounds (or (some-> (first *command-line-args*) parse-long) 10)]
  (dotimes [n 24] (round n)) ; until the heap has its size
  (let [rss (rss-mb) fds (descriptors)]
    (dotimes [n rounds] (round (+ 24 n)))
    (when (> (- (rss-mb) rss) 20) (println "memory grows:" rss "->" (rss-mb)) (System/exit 1))
    (when (> (descriptors) (+ fds 1)) (println "descriptors grow:" fds "->" (descriptors)) (System/exit 1))))
(http/stop server)
