;; A server whose task is cancelled by force, at any safepoint, while it starts or serves, does not go on listening.
(require '[norn.net :as net] '[norn.async :as a] '[norn.file :as file])
(def directory (str (file/temp-dir)))
(def path (str directory "/socket"))
(defn program [] (with-open [server (net/serve (fn [c] (net/write c "x")) {:path path})] (a/yield) :served))
(defn run-once [n]
  (let [main (async (norn.prim/probe-task! (a/current-task)) (program))]
    (norn.prim/cancel-at! :safepoint n)
    (a/all-settled [main])
    (norn.prim/cancel-at! nil 0)))
(println (program)) ;=> :served
(println (loop [n 1]
           (let [came (run-once n)]
             (cond
               (try (net/close (net/connect {:path path})) true (catch java.io.IOException _ false)) (str "listens after safepoint " n)
               came (recur (inc n))
               :else (if (> n 10) :none-listens n)))))
;=> :none-listens
(file/delete-tree directory)
