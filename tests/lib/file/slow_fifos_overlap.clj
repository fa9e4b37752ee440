;; Eight reads from FIFOs whose writers are slow take as long as one, whichever way they read; a stat and a lookup are done before
;; any of them. (On a pool of four workers they would take twice as long, and the stat would come last.)
(require '[norn.file :as file] '[norn.net :as net] '[norn.async :as a] '[clojure.java.io :as io])

(def text "first line\nsecond line\n")

(defn write-slowly
  "Line by line, with a pause before each."
  [path]
  (with-open [out (file/open path {:mode :read-write})] ; waits for no reader
    (doseq [line ["first line\n" "second line\n"]]
      (a/sleep 100)
      (file/write-all out line))
    (a/sleep 20))) ; the last writer's end would take what nobody has read

(def ways
  {"read" file/read
   "slurp" slurp
   "lines" (fn [path] (apply str (map (fn [line] (str line "\n")) (file/lines path))))
   "reader" (fn [path] (with-open [r (io/reader path)] (apply str (map (fn [line] (str line "\n")) (line-seq r)))))
   "input-stream" (fn [path] (with-open [in (io/input-stream path)] (String. (.readAllBytes in))))
   "copy" (fn [path] (let [out (java.io.ByteArrayOutputStream.)] (with-open [in (io/input-stream path)] (io/copy in out)) (str out)))})

(file/with-temp-dir [d]
  (let [paths (mapv (fn [i] (str d "/" i)) (range 8))
        milliseconds (fn [f] (let [start (System/nanoTime)] (f) (/ (- (System/nanoTime) start) 1e6)))
        order (atom [])
        read-them (fn [paths read]
                    (a/all (mapcat (fn [path] [(fn [] (write-slowly path))
                                               (fn [] (let [got (read path)] (swap! order conj :read) (when (not= text got) (prn got))))])
                                   paths)))]
    (doseq [p paths] (norn.prim/make-fifo p))
    (doseq [[name read] (sort-by first ways)]
      (let [one (milliseconds (fn [] (read-them (take 1 paths) read)))
            _ (reset! order [])
            eight (milliseconds
                   (fn []
                     (a/all [(fn [] (read-them paths read))
                             (fn []
                               (a/sleep 10)
                               (file/stat d) (swap! order conj :stat)
                               (net/lookup "localhost") (swap! order conj :lookup))])))]
        (println name (if (< eight (* 1.6 one)) "one delay" [one eight]) (take 2 @order) (count @order))))))
;=> copy one delay (:stat :lookup) 10
;=> input-stream one delay (:stat :lookup) 10
;=> lines one delay (:stat :lookup) 10
;=> read one delay (:stat :lookup) 10
;=> reader one delay (:stat :lookup) 10
;=> slurp one delay (:stat :lookup) 10
