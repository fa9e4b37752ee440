;; Compression: gzip, deflate, Zstandard, Brotli.
;;
;; Inputs are byte arrays, or strings for their UTF-8; results are byte arrays.
;; All but small inputs are worked on by a pool thread while the task is
;; suspended. What can't be decompressed is a java.io.IOException whose ex-data
;; has :code (:compress/broken, :compress/unfinished or :compress/too-long).

(ns norn.compress)

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
