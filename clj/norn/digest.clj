;; Digests of bytes, by OpenSSL. Inputs are byte arrays, or strings for their
;; UTF-8; large ones are digested on a pool thread while the task is suspended.

(ns norn.digest)

(defn digest
  "The digest of a byte array or string, as a byte array. algorithm: :md5 :sha1 :sha224 :sha256 :sha384 :sha512 :sha3-256 :sha3-512
  :blake2b (512 bits)."
  [algorithm bytes-or-string]
  (norn.prim/digest algorithm bytes-or-string))

(defn hmac
  "The keyed hash (HMAC, RFC 2104) of a byte array or string, as a byte array. Algorithms as for digest; the key is bytes or a string of
  at most 32768 bytes."
  [algorithm key bytes-or-string]
  (norn.prim/hmac algorithm key bytes-or-string))

(defn hex
  "Bytes in lower-case hexadecimal. (hex (byte-array [1 -1])) => \"01ff\""
  [bytes]
  (norn.prim/hex-encode bytes))

(defn unhex
  "The bytes of a hexadecimal text. IllegalArgumentException if it is none."
  [text]
  (or (norn.prim/hex-decode text)
      (throw (IllegalArgumentException. (str "expected pairs of hexadecimal digits, found " (norn.prim/print-brief text))))))

(defn md5
  "The MD5 digest in hexadecimal: for checksums, not for secrets."
  [bytes-or-string]
  (hex (digest :md5 bytes-or-string)))

(defn sha1
  "The SHA-1 digest in hexadecimal: for checksums, not for secrets."
  [bytes-or-string]
  (hex (digest :sha1 bytes-or-string)))

(defn sha256
  "The SHA-256 digest in hexadecimal.
  (sha256 \"\") => \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""
  [bytes-or-string]
  (hex (digest :sha256 bytes-or-string)))

(defn sha512
  "The SHA-512 digest in hexadecimal."
  [bytes-or-string]
  (hex (digest :sha512 bytes-or-string)))

(defn hmac-sha256
  "The HMAC with SHA-256 in hexadecimal."
  [key bytes-or-string]
  (hex (hmac :sha256 key bytes-or-string)))

(defn equal?
  "Whether two byte arrays (or strings) hold the same bytes, in a time that does not tell where they differ."
  [a b]
  (let [a (if (string? a) (norn.prim/string-bytes a) a)
        b (if (string? b) (norn.prim/string-bytes b) b)]
    (and (= (alength a) (alength b))
         (zero? (areduce a i different 0 (bit-or different (bit-xor (aget a i) (aget b i))))))))
