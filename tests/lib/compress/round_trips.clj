(require '[norn.compress :as compress] '[norn.async :refer [all]])
(def texts ["" "a" (apply str (repeat 3000 "hello ")) (apply str (map (fn [i] (str (* i i i 7919) ",")) (range 4000)))])
(prn (for [coding [:gzip :deflate :raw-deflate :zstd :brotli]]
       (for [text texts]
         (let [small (compress/compress coding text)]
           (and (= text (String. (compress/decompress coding small)))
                (or (< (count text) 2) (< (alength small) (count text))))))))
;; many at once, on the pool
(prn (count (distinct (map seq (all (for [_ (range 20)] (fn [] (compress/gzip (nth texts 3)))))))))
(let [size (fn [coding level] (alength (compress/compress coding (nth texts 3) {:level level})))]
  (prn (> (size :gzip 1) (size :gzip 9)) (> (size :zstd 1) (size :zstd 19)) (> (size :brotli 0) (size :brotli 9))))
;; several members make one file; raw deflate under the name deflate
(prn (String. (compress/gunzip (byte-array (concat (compress/gzip "ab") (compress/gzip "cd"))))))
(prn (String. (compress/unzstd (byte-array (concat (compress/zstd "ab") (compress/zstd "cd"))))))
(prn (String. (compress/decompress :deflate (compress/compress :raw-deflate "abc"))))
;=> ((true true true true) (true true true true) (true true true true) (true true true true) (true true true true))
;=> 1
;=> true true true
;=> "abcd"
;=> "abcd"
;=> "abc"
