;; SEMANTICS 15: a request owns its buffer: cancelled while a worker reads, nobody writes freed memory and no descriptor stays
;; open; the same for reads that fail.
(require '[norn.async :as a] '[norn.file :as file])
(defn open-descriptors [] (count (file/list "/proc/self/fd")))
(defn cancelled-read [n]
  (let [t (file/read-bytes-async "no-such-file")
        u (file/read-async "tests/run_golden")]
    (dotimes [_ (mod n 3)] (a/yield))
    (a/cancel! u)
    [(try (await t) (catch java.io.IOException _ :failed)) (try (await u) :read (catch java.util.concurrent.CancellationException _ :cancelled))]))
(cancelled-read 0)
(def before (open-descriptors))
(def results (frequencies (mapv await (mapv #(async (cancelled-read %)) (range 300)))))
(println (= 300 (reduce + (vals results))) (every? (fn [[failed _]] (= :failed failed)) (keys results))) ;=> true true
(println (pos? (count (file/read "CHANGELOG.md"))) (<= (open-descriptors) before)) ;=> true true
