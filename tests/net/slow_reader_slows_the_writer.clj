; Back-pressure in both directions: a writer gets no further than the system's buffers and our 64 KiB while nobody reads.
(require '[norn.net :as net] '[norn.async :as a])

(def chunk (byte-array 100000 (byte 7)))

(with-open [listener (net/listen {})
            c (net/connect "127.0.0.1" (:port (net/local-address listener)))
            s (net/accept listener)]
  (let [written (atom 0)
        writing (async (dotimes [_ 400] (net/write s chunk) (swap! written inc)) (net/shutdown-output s))]
    (net/read c 1)
    (loop [before -1]
      (a/sleep 20)
      (when (not= before @written) (recur @written)))
    (println (< @written 400)) ;=> true
    (loop [total 1]
      (if-let [bytes (net/read c)]
        (recur (+ total (alength bytes)))
        (println total))) ;=> 40000000
    @writing
    (println @written))) ;=> 400
