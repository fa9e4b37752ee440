;; Base64 (RFC 4648).

(ns norn.base64)

(defn encode
  "The base64 text of a byte array, or of a string's UTF-8, with padding. (encode \"hello\") => \"aGVsbG8=\""
  [bytes-or-string]
  (norn.prim/base64-encode bytes-or-string false true))

(defn encode-url
  "The base64 text in the alphabet for URLs and file names, without padding. (encode-url (byte-array [-1 -2])) => \"__4\""
  [bytes-or-string]
  (norn.prim/base64-encode bytes-or-string true false))

(defn decode
  "The bytes of a base64 text, in either alphabet, with or without padding; line ends are skipped. IllegalArgumentException for
  anything else. (String. (decode \"aGVsbG8=\")) => \"hello\""
  [text]
  (or (norn.prim/base64-decode text)
      (throw (IllegalArgumentException. (str "expected base64, found " (norn.prim/print-brief text))))))

(defn decode-str
  "The UTF-8 text that a base64 text holds. (decode-str \"aGVsbG8=\") => \"hello\""
  [text]
  (norn.prim/bytes-string (decode text)))

;; --- java.util.Base64 -------------------------------------------------------------------

(deftype Base64Encoder [url? padding?]
  Object
  (encodeToString [_ bytes] (norn.prim/base64-encode bytes url? padding?))
  (encode [_ bytes] (norn.prim/string-bytes (norn.prim/base64-encode bytes url? padding?)))
  (withoutPadding [_] (Base64Encoder. url? false)))

(deftype Base64Decoder []
  Object
  (decode [_ text] (decode text)))

(norn.interop/add-statics 'java.util.Base64
  {'getEncoder (fn [] (->Base64Encoder false true))
   'getUrlEncoder (fn [] (->Base64Encoder true true))
   'getMimeEncoder (fn [] (->Base64Encoder false true))
   'getDecoder ->Base64Decoder
   'getUrlDecoder ->Base64Decoder
   'getMimeDecoder ->Base64Decoder})
