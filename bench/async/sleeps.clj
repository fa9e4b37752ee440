;; Sleeps of 100 ms side by side take the time of one.
(require '[norn.async :refer [async await sleep]])

(defn elapsed-ms [n]
  (let [started (System/nanoTime)]
    (run! await (mapv (fn [_] (async (sleep 100))) (range n)))
    (/ (- (System/nanoTime) started) 1e6)))

(let [one (elapsed-ms 1)]
  (println (str "one_ms=" one))
  (doseq [n [3 1000 10000 100000]]
    (println (str "ratio_" n "=" (/ (elapsed-ms n) one)))))
