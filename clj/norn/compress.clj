;; Compression: gzip, deflate, Zstandard, Brotli.
;;
;; Inputs are byte arrays, or strings for their UTF-8; results are byte arrays.
;; All but small inputs are worked on by a pool thread while the task is
;; suspended. What can't be decompressed is a java.io.IOException whose ex-data
;; has :code (:compress/broken, :compress/unfinished or :compress/too-long).
;;
;; Large data goes piece by piece: through streams (input-stream decompresses,
;; output-stream compresses) or as a transducer (compressing, decompressing).

(ns norn.compress
  (:require [norn.io :as io]))

(def default-max-bytes
  "How much decompress gives at most unless told: 1 GiB. A few bytes may expand to any size."
  1073741824)

(defn compress
  "The compressed bytes. coding: :gzip, :deflate (with zlib's header, as HTTP means it), :raw-deflate, :zstd or :brotli. Options: :level, 1-9
  for gzip and deflate, 1-19 for zstd (3 unless told), 0-11 for brotli (5 unless told)."
  ([coding bytes-or-string] (compress coding bytes-or-string nil))
  ([coding bytes-or-string {:keys [level]}]
   (norn.prim/compress coding level bytes-or-string)))

(defn decompress
  "The bytes that were compressed. Options: :max-bytes, default-max-bytes unless told."
  ([coding bytes] (decompress coding bytes nil))
  ([coding bytes {:keys [max-bytes]}]
   (norn.prim/decompress coding (or max-bytes default-max-bytes) bytes)))

(defn gzip
  "Bytes or a string's UTF-8 as gzip data. Options: :level 1-9. (gzip (slurp \"notes.txt\"))"
  ([bytes-or-string] (compress :gzip bytes-or-string))
  ([bytes-or-string options] (compress :gzip bytes-or-string options)))

(defn gunzip
  "The bytes of gzip data, of several members too. Options: :max-bytes. (String. (gunzip bytes))"
  ([bytes] (decompress :gzip bytes))
  ([bytes options] (decompress :gzip bytes options)))

(defn zstd
  "Bytes or a string's UTF-8 as Zstandard data. Options: :level 1-19."
  ([bytes-or-string] (compress :zstd bytes-or-string))
  ([bytes-or-string options] (compress :zstd bytes-or-string options)))

(defn unzstd
  "The bytes of Zstandard data. Options: :max-bytes."
  ([bytes] (decompress :zstd bytes))
  ([bytes options] (decompress :zstd bytes options)))

(defn brotli
  "Bytes or a string's UTF-8 as Brotli data. Options: :level 0-11."
  ([bytes-or-string] (compress :brotli bytes-or-string))
  ([bytes-or-string options] (compress :brotli bytes-or-string options)))

(defn unbrotli
  "The bytes of Brotli data. Options: :max-bytes."
  ([bytes] (decompress :brotli bytes))
  ([bytes options] (decompress :brotli bytes options)))

;; --- piece by piece ---------------------------------------------------------------------
;; Memory stays bounded, whatever the data expands to.

(defn decompressing-source
  "A function that gives the decompressed pieces of what (next-piece) gives, byte arrays and then nil."
  [coding next-piece {:keys [max-bytes]}]
  (let [codec (norn.prim/decompressor coding max-bytes)]
    (fn []
      (loop [piece (norn.prim/decompressor-next codec nil)]
        (if piece
          piece
          (let [more (next-piece)]
            (if (nil? more)
              (do (norn.prim/decompressor-end codec) nil)
              (recur (norn.prim/decompressor-next codec more)))))))))

(defn input-stream
  "An input stream of what another one holds compressed; closing it closes that one. Options: :max-bytes, any number unless told.
  Data that is broken or ends too early is an IOException, as with decompress, when it is read.
  (with-open [in (input-stream :gzip (io/input-stream \"log.gz\"))] (count (line-seq (io/reader in))))"
  ([coding stream] (input-stream coding stream nil))
  ([coding stream options]
   (io/input-stream (decompressing-source coding (fn [] (io/next-piece stream)) options)
                    (fn [] (.close stream)))))

(def ^:private gathered-bytes "What an output stream gathers before it compresses." 65536)

;; pieces: bytes not compressed yet, `size` of them.
(deftype OutputStream [codec out ^:unsynchronized-mutable pieces ^:unsynchronized-mutable size
                       ^:unsynchronized-mutable ended]
  java.io.OutputStream
  (put [this bytes]
    (when ended
      (throw (norn.prim/make-exception "java.io.IOException" "The stream is closed" {:type :norn/io-error :code :closed} nil)))
    (set! pieces (conj pieces bytes))
    (set! size (+ size (alength bytes)))
    (if (< size gathered-bytes) nil (.drain this nil)))
  (drain [_ step]
    (let [bytes (norn.prim/bytes-join pieces)]
      (set! pieces [])
      (set! size 0)
      (let [made (norn.prim/compressor-step codec bytes step)]
        (when (pos? (alength made)) (.write out made)))
      nil))
  (write [this x]
    (.put this (cond
                 (number? x) (byte-array [(unchecked-byte x)])
                 (string? x) (norn.prim/string-bytes x)
                 :else (aclone x))))
  (write [this bytes offset length] (.put this (norn.prim/bytes-slice bytes offset (+ offset length))))
  (flush [this]
    (when-not ended (.drain this :flush))
    (.flush out))
  (finish [this]
    (when-not ended
      (.drain this :finish)
      (set! ended true))
    nil)
  (close [this]
    (try
      (.finish this)
      (finally (.close out)))
    nil))

(defn output-stream
  "An output stream that compresses what is written to it and writes that to another one. flush makes everything so far
  readable for the other side (and costs compression), .finish ends the data, close does so and closes the other stream.
  Options: :level, as of compress.
  (with-open [out (output-stream :gzip (io/output-stream \"log.gz\"))] (io/copy (io/file \"log\") out))"
  ([coding stream] (output-stream coding stream nil))
  ([coding stream {:keys [level]}]
   (->OutputStream (norn.prim/compressor coding level) stream [] 0 false)))

(defn compressing
  "A transducer from pieces (byte arrays, or strings for their UTF-8) to compressed pieces. Options: :level, as of compress.
  (http/put uri {:body (eduction (compressing :gzip) lines)})"
  ([coding] (compressing coding nil))
  ([coding {:keys [level]}]
   (fn [rf]
     (let [codec (norn.prim/compressor coding level)
           step (fn [result bytes] (if (pos? (alength bytes)) (rf result bytes) result))]
       (fn
         ([] (rf))
         ([result] (rf (unreduced (step result (norn.prim/compressor-step codec nil :finish)))))
         ([result piece] (step result (norn.prim/compressor-step codec piece nil))))))))

(defn decompressing
  "A transducer from compressed pieces, byte arrays cut anywhere, to the pieces they hold. Options: :max-bytes. Data that is
  broken, or has not ended at the end of the pieces, is an IOException, as with decompress."
  ([coding] (decompressing coding nil))
  ([coding {:keys [max-bytes]}]
   (fn [rf]
     (let [codec (norn.prim/decompressor coding max-bytes)
           ended (volatile! false)]
       (fn
         ([] (rf))
         ([result]
          (when-not @ended (norn.prim/decompressor-end codec))
          (rf result))
         ([result piece]
          (loop [result result made (norn.prim/decompressor-next codec piece)]
            (if (nil? made)
              result
              (let [result (rf result made)]
                (if (reduced? result)
                  (do (vreset! ended true) result)
                  (recur result (norn.prim/decompressor-next codec nil))))))))))))

;; --- java.util.zip ------------------------------------------------------------------------

(norn.interop/add-statics 'java.util.zip.GZIPInputStream
  {'new (fn ([stream] (input-stream :gzip stream)) ([stream _] (input-stream :gzip stream)))})
(norn.interop/add-statics 'java.util.zip.GZIPOutputStream
  {'new (fn ([stream] (output-stream :gzip stream)) ([stream _] (output-stream :gzip stream)))})
(norn.interop/add-statics 'java.util.zip.InflaterInputStream {'new (fn [stream] (input-stream :deflate stream))})
(norn.interop/add-statics 'java.util.zip.DeflaterOutputStream {'new (fn [stream] (output-stream :deflate stream))})
