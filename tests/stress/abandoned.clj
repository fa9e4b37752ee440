;; 300,000 tasks that wait for what nobody can reach: memory stays flat (SEMANTICS 8).
;; usage: ./dev stress abandoned [ROUNDS]
(require '[norn.runtime :as runtime] '[norn.async :as a] '[clojure.core.async :as c])

(defn abandon []
  (async @(promise))
  (async (c/<! (c/chan)))
  (c/go (c/>! (c/chan) 1))
  (async (c/alts! [(c/chan) (c/chan)]))
  (async (locking (Object.) @(promise)))
  (async (a/with-lock (a/mutex) @(promise)))
  (async (a/scope (async @(promise))))
  (async @(delay @(promise)))
  (async (first (lazy-seq @(promise))))
  (async (a/shield @(promise))))

(def tasks-per-round 11000)
(def rounds (if-let [[n] *command-line-args*] (parse-long n) 30))

(defn round []
  (dotimes [_ 10] (dotimes [_ 100] (abandon)) (a/yield))
  (dotimes [_ 5] (a/yield))
  (runtime/gc)
  (a/yield)
  (:rss-bytes (runtime/stats)))

(dotimes [_ 3] (round))  ; what the process needs once
(let [before (round)]
  (dotimes [i rounds]
    (let [now (round)]
      (when (zero? (mod i 5)) (println "round" i "rss" (quot now 1000000) "MB"))))
  (let [after (round)
        {:keys [tasks stacks]} (runtime/stats)]
    (println (:abandoned tasks) "abandoned tasks, rss" (quot before 1000000) "->" (quot after 1000000) "MB," stacks "stacks")
    (assert (= (* tasks-per-round (+ rounds 5)) (:abandoned tasks)))
    (assert (< after (* 1.2 before)) "memory grew")
    (assert (< stacks 10) "stacks were left")))
