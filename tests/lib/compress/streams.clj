; Compression piece by piece: streams and transducers, in bounded memory.
;gc-stress-every 1000 megabytes
(require '[norn.compress :as compress] '[norn.io :as nio] '[norn.file :as file] '[norn.async :as a]
         '[clojure.java.io :as io] '[clojure.string :as str] '[clojure.core.async :as ca])
(import '[java.util.zip GZIPInputStream GZIPOutputStream InflaterInputStream DeflaterOutputStream]
        '[java.io ByteArrayInputStream ByteArrayOutputStream])

(def codings [:gzip :deflate :raw-deflate :zstd :brotli])
(def text (str/join "\n" (map (fn [i] (str "line " i " äöü")) (range 20000))))

; Through an output stream and back through an input stream, written and read in pieces of any size.
(doseq [coding codings]
  (let [out (ByteArrayOutputStream.)]
    (with-open [w (io/writer (compress/output-stream coding out))] (.write w text))
    (let [packed (.toByteArray out)]
      (println coding (< (alength packed) (/ (count text) 5))
               (= text (slurp (compress/input-stream coding (io/input-stream packed))))
               (= text (String. (compress/decompress coding packed)))
               (= text (slurp (compress/input-stream coding (io/input-stream (compress/compress coding text)))))))))
;=> :gzip true true true true
;=> :deflate true true true true
;=> :raw-deflate true true true true
;=> :zstd true true true true
;=> :brotli true true true true

(defn cut [bytes n] (map (fn [from] (java.util.Arrays/copyOfRange bytes from (min (alength bytes) (+ from n)))) (range 0 (alength bytes) n)))

; As transducers: any cut of the input gives the same.
(doseq [coding codings n [1 1000 100000]]
  (let [packed (into [] (compress/compressing coding) (map str/join (partition-all 5000 text)))
        bytes (norn.prim/bytes-join packed)
        pieces (into [] (compress/decompressing coding) (cut bytes n))]
    (when-not (= text (String. (norn.prim/bytes-join pieces))) (println "wrong" coding n))))
(println (map count [(into [] (compress/compressing :gzip) []) (into [] (compress/decompressing :gzip) (into [] (compress/compressing :gzip) []))])) ;=> (1 0)
(println (count (into [] (comp (compress/compressing :zstd) (compress/decompressing :zstd) (map (fn [b] (String. b))) (take 1)) ["abc" "def"]))) ;=> 1
; On a channel, too: the steps may wait.
(let [ch (ca/chan 1 (compress/compressing :gzip))]
  (async (ca/>! ch "one ") (ca/>! ch "two") (ca/close! ch))
  (println (String. (compress/gunzip (norn.prim/bytes-join (loop [all []] (if-some [x (ca/<! ch)] (recur (conj all x)) all))))))) ;=> one two

; flush makes readable what was written; finish ends the data and leaves the other stream open.
(doseq [coding codings]
  (let [out (ByteArrayOutputStream.)
        packing (compress/output-stream coding out)]
    (.write packing "first")
    (.flush packing)
    (let [codec (norn.prim/decompressor coding nil)
          so-far (String. (norn.prim/decompressor-next codec (.toByteArray out)))]
      (.write packing (.getBytes " x second x") 3 6)
      (.write packing 33)
      (.finish packing)
      (.write out (byte-array [1]))
      (println coding so-far (String. (compress/decompress coding (java.util.Arrays/copyOf (.toByteArray out) (dec (.size out)))))
               (try (.write packing "more") (catch :closed e (ex-message e)))))))
;=> :gzip first firstsecond! The stream is closed
;=> :deflate first firstsecond! The stream is closed
;=> :raw-deflate first firstsecond! The stream is closed
;=> :zstd first firstsecond! The stream is closed
;=> :brotli first firstsecond! The stream is closed

; A hundred megabytes of zeros, from a small input, pass through in little memory; the limit holds.
(def bomb
  (let [out (ByteArrayOutputStream.)]
    (with-open [packing (compress/output-stream :gzip out)] (dotimes [_ 100] (.write packing (byte-array 1048576))))
    (.toByteArray out)))
(let [in (compress/input-stream :gzip (io/input-stream bomb))]
  (loop [total 0 largest 0]
    (if-let [piece (nio/next-piece in 10000000)]
      (recur (+ total (alength piece)) (max largest (alength piece)))
      (println total (< largest 200000))))) ;=> 104857600 true
(println (try (.readAllBytes (compress/input-stream :gzip (io/input-stream bomb) {:max-bytes 5000000}))
              (catch :compress/too-long e (ex-message e)))) ;=> gzip data expands to more than 5000000 bytes

; Broken, cut off, and nothing at all: errors when it is read.
(doseq [coding codings]
  (let [packed (compress/compress coding text)
        problem (fn [bytes] (try (count (.readAllBytes (compress/input-stream coding (io/input-stream bytes))))
                                 (catch java.io.IOException e (:code (ex-data e)))))]
    (println coding (problem (java.util.Arrays/copyOf packed (- (alength packed) 1))) (problem (java.util.Arrays/copyOf packed 100))
             (problem (byte-array 0)) (problem (.getBytes "\377 this is none, it is none")))))
;=> :gzip :compress/unfinished :compress/unfinished :compress/unfinished :compress/broken
;=> :deflate :compress/unfinished :compress/unfinished :compress/unfinished :compress/broken
;=> :raw-deflate :compress/unfinished :compress/unfinished :compress/unfinished :compress/broken
;=> :zstd :compress/unfinished :compress/unfinished :compress/unfinished :compress/broken
;=> :brotli :compress/unfinished :compress/unfinished :compress/unfinished :compress/broken
(println (try (into [] (compress/decompressing :gzip) [(java.util.Arrays/copyOf (compress/gzip text) 50)]) (catch :compress/unfinished e (ex-message e)))) ;=> gzip data ends too early

; The classes of java.util.zip; files; several members are one text.
(file/with-temp-dir [dir]
  (let [path (str dir "/x.gz")]
    (with-open [out (GZIPOutputStream. (io/output-stream path))] (io/copy "one\n" out))
    (with-open [out (GZIPOutputStream. (io/output-stream path :append true))] (io/copy "two\n" out))
    (with-open [in (io/reader (GZIPInputStream. (io/input-stream path)))] (println (line-seq in))) ;=> (one two)
    (with-open [in (compress/input-stream :gzip (io/input-stream path)) out (io/output-stream (str dir "/y"))] (io/copy in out))
    (println (pr-str (slurp (str dir "/y")))))) ;=> "one\ntwo\n"
(let [out (ByteArrayOutputStream.)]
  (with-open [d (DeflaterOutputStream. out)] (.write d (.getBytes "zlib")))
  (println (slurp (InflaterInputStream. (ByteArrayInputStream. (.toByteArray out)))))) ;=> zlib

; Closing closes what is below, also when the data is broken; levels are checked.
(let [closed (atom [])
      out (nio/output-stream (fn [_] nil) (fn [] (swap! closed conj :out)))
      in (nio/input-stream (fn [] (byte-array 3)) (fn [] (swap! closed conj :in)))]
  (with-open [_ (compress/output-stream :zstd out)])
  (try (with-open [in (compress/input-stream :zstd in)] (slurp in)) (catch :compress/broken _))
  (println @closed)) ;=> [:out :in]
(println (try (compress/output-stream :gzip nil {:level 10}) (catch IllegalArgumentException e (ex-message e)))) ;=> the level of gzip is 1 to 9, found 10

; A compression that was cancelled in the middle can't go on as if nothing had been.
(let [out (ByteArrayOutputStream.)
      packing (compress/output-stream :brotli out {:level 11})
      noise (byte-array (map (fn [i] (unchecked-byte (hash i))) (range 300000)))
      task (async (.write packing noise))]
  (a/yield)
  (a/cancel! task)
  (println (try @task (catch :norn/cancelled _ :cancelled))
           (try (.finish packing) :finished (catch IllegalStateException e (ex-message e)))))
;=> :cancelled this compression is under way in another task, or was cancelled in the middle
