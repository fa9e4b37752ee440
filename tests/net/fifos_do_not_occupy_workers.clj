; Eight reads from FIFOs whose writer comes later overlap, and leave the worker pool to others: a stat and a name lookup are
; done before any of them. Descriptors are non-blocking and waited for by the loop.
(require '[norn.file :as file] '[norn.net :as net] '[norn.async :as a])

(def directory (str (or (System/getenv "TMPDIR") "/tmp") "/norn-fifos-" (norn.prim/monotonic-nanos)))
(file/make-directories directory)
(def paths (mapv #(str directory "/" %) (range 8)))
(doseq [p paths] (norn.prim/make-fifo p))
(try
  (let [order (atom [])
        done (fn [what value] (swap! order conj what) value)
        reads (mapv (fn [i] (async (done :read (file/read (nth paths i))))) (range 8))]
    (a/sleep 5)
    (println (done :stat (:type (file/status directory)))) ;=> :directory
    (println (done :lookup (some #{"127.0.0.1"} (net/lookup "localhost" {:family 4})))) ;=> 127.0.0.1
    (doseq [p paths]
      (loop []
        (when (try (file/write p (str "from " (subs p (dec (count p))))) (catch :ENXIO _ :no-reader-yet))
          (a/sleep 1)
          (recur))))
    (println (mapv await reads)) ;=> [from 0 from 1 from 2 from 3 from 4 from 5 from 6 from 7]
    (println (take 2 @order) (count @order))) ;=> (:stat :lookup) 10
  (finally
    (doseq [p paths] (file/delete p))
    (file/delete directory)))
