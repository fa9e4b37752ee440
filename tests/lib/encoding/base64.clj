;; RFC 4648, section 10, and what is none.
(require '[norn.base64 :as base64])
(prn (map base64/encode ["" "f" "fo" "foo" "foob" "fooba" "foobar"]))
(prn (map base64/decode-str ["" "Zg==" "Zg" "Zm8=" "Zm9v" "Zm9v\r\nYmFy\n"]))
(prn (base64/encode-url (byte-array [-1 -2 -3 -4])) (vec (base64/decode "__79_A")) (vec (base64/decode "//79/A==")))
(doseq [text ["a" "Zg=" "Zg===" "Z*==" "Zh==" "Zg==Zg==" "é"]]
  (prn (try (base64/decode text) (catch IllegalArgumentException e (ex-message e)))))
(let [bytes (byte-array (range -128 128))]
  (prn (= (seq bytes) (seq (base64/decode (base64/encode bytes))) (seq (base64/decode (base64/encode-url bytes))))))
(prn (.encodeToString (java.util.Base64/getEncoder) (.getBytes "hi?")) (String. (.decode (java.util.Base64/getDecoder) "aGk/")))
;=> ("" "Zg==" "Zm8=" "Zm9v" "Zm9vYg==" "Zm9vYmE=" "Zm9vYmFy")
;=> ("" "f" "f" "fo" "foo" "foobar")
;=> "__79_A" [-1 -2 -3 -4] [-1 -2 -3 -4]
;=> "expected base64, found \"a\""
;=> "expected base64, found \"Zg=\""
;=> "expected base64, found \"Zg===\""
;=> "expected base64, found \"Z*==\""
;=> "expected base64, found \"Zh==\""
;=> "expected base64, found \"Zg==Zg==\""
;=> "expected base64, found \"é\""
;=> true
;=> "aGk/" "hi?"
