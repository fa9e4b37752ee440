;; Digests of bytes.

(ns norn.digest)

(defn sha256
  "The SHA-256 digest of a byte array, or of a string's UTF-8, in hexadecimal. Large inputs are digested on a pool thread while
  the calling task is suspended. (sha256 \"\") => \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""
  [bytes-or-string]
  (norn.prim/sha256-hex bytes-or-string))
