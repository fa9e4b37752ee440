;; Digests of bytes, by OpenSSL. Inputs are byte arrays, strings for their UTF-8,
;; or input streams, which are read to their end and left open; large arrays are
;; digested on a pool thread while the task is suspended. What comes piece by
;; piece goes into a digester.

(ns norn.digest
  (:require [clojure.string :as str]
            [norn.io :as io]))

;; --- piece by piece ---------------------------------------------------------------------

(declare update! result)

;; begin: (f) => a new digest of norn.prim. state: atom of that.
(deftype Digester [begin state]
  Object
  (update [this x] (update! this (if (number? x) (byte-array [(unchecked-byte x)]) x)) nil)
  (update [this bytes offset length] (update! this (norn.prim/bytes-slice bytes offset (+ offset length))) nil)
  (reset [_] (reset! state (begin)) nil)
  (digest [this]
    (let [bytes (result this)]
      (.reset this)
      bytes))
  (digest [this bytes] (update! this bytes) (.digest this)))

(defn digester
  "A digest of what comes piece by piece: give the pieces to update!, result is the digest of those so far. Algorithms as for
  digest. (hex (result (reduce update! (digester :sha256) [\"a\" \"bc\"])))"
  [algorithm]
  (let [begin (fn [] (norn.prim/digest-begin algorithm nil))]
    (->Digester begin (atom (begin)))))

(defn hmac-digester
  "As digester, for the keyed hash (HMAC); the key is bytes or a string."
  [algorithm key]
  (let [key (if (string? key) (norn.prim/string-bytes key) (aclone key))
        begin (fn [] (norn.prim/digest-begin algorithm key))]
    (->Digester begin (atom (begin)))))

(defn- add-bytes [state bytes-or-string]
  (loop [from 0]
    (when-let [next (norn.prim/digest-add state bytes-or-string from)]
      (recur next))))

(defn update!
  "Adds bytes, a string's UTF-8, or what is left of an input stream, to a digester. Returns the digester."
  [^Digester digester x]
  (let [state @(.-state digester)]
    (if (io/input-stream? x)
      (loop []
        (when-let [piece (io/next-piece x)]
          (add-bytes state piece)
          (recur)))
      (add-bytes state x))
    digester))

(defn result
  "The digest of everything that was added so far, as a byte array. More may be added."
  [^Digester digester]
  (norn.prim/digest-result @(.-state digester)))

;; --- at once ------------------------------------------------------------------------------

(defn digest
  "The digest of a byte array, string or input stream, as a byte array. algorithm: :md5 :sha1 :sha224 :sha256 :sha384 :sha512
  :sha3-256 :sha3-512 :blake2b (512 bits). (hex (digest :sha512 (io/input-stream \"disk.iso\")))"
  [algorithm x]
  (if (io/input-stream? x)
    (result (update! (digester algorithm) x))
    (norn.prim/digest algorithm x)))

(defn hmac
  "The keyed hash (HMAC, RFC 2104) of a byte array, string or input stream, as a byte array. Algorithms as for digest; the key is
  bytes or a string of at most 32768 bytes."
  [algorithm key x]
  (if (io/input-stream? x)
    (result (update! (hmac-digester algorithm key) x))
    (norn.prim/hmac algorithm key x)))

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
  [x]
  (hex (digest :md5 x)))

(defn sha1
  "The SHA-1 digest in hexadecimal: for checksums, not for secrets."
  [x]
  (hex (digest :sha1 x)))

(defn sha256
  "The SHA-256 digest in hexadecimal.
  (sha256 \"\") => \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""
  [x]
  (hex (digest :sha256 x)))

(defn sha512
  "The SHA-512 digest in hexadecimal."
  [x]
  (hex (digest :sha512 x)))

(defn hmac-sha256
  "The HMAC with SHA-256 in hexadecimal."
  [key x]
  (hex (hmac :sha256 key x)))

(defn equal?
  "Whether two byte arrays (or strings) hold the same bytes, in a time that does not tell where they differ."
  [a b]
  (let [a (if (string? a) (norn.prim/string-bytes a) a)
        b (if (string? b) (norn.prim/string-bytes b) b)]
    (and (= (alength a) (alength b))
         (zero? (areduce a i different 0 (bit-or different (bit-xor (aget a i) (aget b i))))))))

;; --- java.security ------------------------------------------------------------------------

(def ^:private java-names
  {"MD5" :md5 "SHA" :sha1 "SHA-1" :sha1 "SHA-224" :sha224 "SHA-256" :sha256 "SHA-384" :sha384 "SHA-512" :sha512
   "SHA3-256" :sha3-256 "SHA3-512" :sha3-512})

(norn.interop/add-statics 'java.security.MessageDigest
  {'getInstance (fn [name]
                  (digester (or (java-names (str/upper-case name))
                                (throw (IllegalArgumentException.
                                        (str name " MessageDigest not available; there are " (str/join ", " (sort (keys java-names)))))))))
   'isEqual (fn [a b] (equal? a b))})
