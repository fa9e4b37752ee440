(require '[norn.compress :as compress])
(defn failure [f] (try (f) :none (catch java.io.IOException e [(:code (ex-data e)) (ex-message e)])))
(def bytes-of-a (byte-array 100000 (byte 97)))
(doseq [coding [:gzip :deflate :zstd :brotli]]
  (let [good (compress/compress coding bytes-of-a)]
    (prn (failure (fn [] (compress/decompress coding (byte-array (butlast good)))))
         (failure (fn [] (compress/decompress coding (byte-array [-1 -2 -3 -4 1 2 3 4 5 6 7 8]))))
         (failure (fn [] (compress/decompress coding good {:max-bytes 99999})))
         (alength (compress/decompress coding good {:max-bytes 100000})))))
(prn (failure (fn [] (compress/gunzip ""))))
(prn (try (compress/compress :lzma "") (catch IllegalArgumentException e (ex-message e))))
(prn (try (compress/gzip "" {:level 10}) (catch IllegalArgumentException e (ex-message e))))
(prn (try (compress/gzip nil) (catch NullPointerException e (ex-message e))))
;=> [:compress/unfinished "gzip data ends too early"] [:compress/broken "malformed gzip data"] [:compress/too-long "gzip data expands to more than 99999 bytes"] 100000
;=> [:compress/unfinished "deflate data ends too early"] [:compress/broken "malformed deflate data"] [:compress/too-long "deflate data expands to more than 99999 bytes"] 100000
;=> [:compress/unfinished "zstd data ends too early"] [:compress/broken "malformed zstd data"] [:compress/too-long "zstd data expands to more than 99999 bytes"] 100000
;=> [:compress/unfinished "brotli data ends too early"] [:compress/broken "malformed brotli data"] [:compress/too-long "brotli data expands to more than 99999 bytes"] 100000
;=> [:compress/unfinished "gzip data ends too early"]
;=> "expected :gzip, :deflate, :raw-deflate, :zstd or :brotli, found :lzma"
;=> "the level of gzip is 1 to 9, found 10"
;=> "expected a string or byte array as argument 3, found nil"
