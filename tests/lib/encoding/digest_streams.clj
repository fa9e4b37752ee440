; Digests of what comes piece by piece, and of input streams.
(require '[norn.digest :as digest] '[norn.file :as file] '[clojure.java.io :as io])
(import 'java.security.MessageDigest)

(def bytes (byte-array (map unchecked-byte (range 1000000))))
(def pieces (mapv (fn [from] (java.util.Arrays/copyOfRange bytes from (min 1000000 (+ from 77777)))) (range 0 1000000 77777)))
(doseq [algorithm [:md5 :sha1 :sha224 :sha256 :sha384 :sha512 :sha3-256 :sha3-512 :blake2b]]
  (let [whole (digest/hex (digest/digest algorithm bytes))]
    (println algorithm
             (= whole (digest/hex (digest/result (reduce digest/update! (digest/digester algorithm) pieces))))
             (= whole (digest/hex (digest/digest algorithm (io/input-stream bytes))))
             (= whole (digest/hex (digest/result (digest/update! (digest/digester algorithm) bytes))))
             (= (digest/hex (digest/hmac algorithm "key" bytes))
                (digest/hex (digest/result (reduce digest/update! (digest/hmac-digester algorithm "key") pieces)))
                (digest/hex (digest/hmac algorithm "key" (io/input-stream bytes)))))))
;=> :md5 true true true true
;=> :sha1 true true true true
;=> :sha224 true true true true
;=> :sha256 true true true true
;=> :sha384 true true true true
;=> :sha512 true true true true
;=> :sha3-256 true true true true
;=> :sha3-512 true true true true
;=> :blake2b true true true true

; result does not end it; text is its UTF-8; nothing is the digest of nothing.
(let [d (digest/digester :sha256)]
  (println (= (digest/hex (digest/result d)) (digest/sha256 "")))
  (digest/update! d "ä")
  (println (= (digest/hex (digest/result d)) (digest/sha256 "ä")) (= (digest/hex (digest/result d)) (digest/sha256 "ä")))
  (digest/update! (digest/update! d "b") "")
  (println (= (digest/hex (digest/result d)) (digest/sha256 "äb"))))
;=> true
;=> true true
;=> true

; Streams of files; they are left open.
(file/with-temp-dir [dir]
  (let [path (str dir "/x")]
    (spit path "abc")
    (with-open [in (io/input-stream path)] (println (digest/md5 in) (digest/md5 in)))))
;=> 900150983cd24fb0d6963f7d28e17f72 d41d8cd98f00b204e9800998ecf8427e

; HMAC, RFC 4231 test case 2, and an empty key.
(println (digest/hmac-sha256 "Jefe" (io/input-stream (.getBytes "what do ya want for nothing?")))) ;=> 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
(println (= (digest/hex (digest/hmac :sha1 "" "x")) (digest/hex (digest/result (digest/update! (digest/hmac-digester :sha1 "") "x"))))) ;=> true

; As Java programs do it.
(let [md (MessageDigest/getInstance "SHA-256")]
  (.update md (.getBytes "xabcx") 1 3)
  (println (digest/hex (.digest md)))
  (println (digest/hex (.digest md (.getBytes "abc"))))
  (println (MessageDigest/isEqual (.getBytes "a") (.getBytes "a"))))
;=> ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
;=> ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
;=> true
(println (try (MessageDigest/getInstance "MD9") (catch IllegalArgumentException e (ex-message e)))) ;=> MD9 MessageDigest not available; there are MD5, SHA, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512, SHA3-256, SHA3-512
(println (try (digest/digester :none) (catch IllegalArgumentException e (ex-message e)))) ;=> no digest is called :none; there are :md5, :sha1, :sha224, :sha256, :sha384, :sha512, :sha3-256, :sha3-512, :blake2b
