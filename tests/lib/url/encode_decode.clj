(require '[norn.url :as url])
(prn (url/encode "a b/é~") (url/encode-path "/a b?ü") (url/encode (byte-array [0 -1])))
(prn (url/decode "a%20b%2F%C3%A9+") (url/decode "%ff"))
(prn (try (url/decode "50%") (catch IllegalArgumentException e (ex-message e))))
(prn (url/form-encode {:q "a b&" "n" [1 :x] :e nil}) (url/form-encode [["a" 1] ["a" 2]]))
(prn (url/form-decode "q=a+b%26&n=1&n=2&e&=x") (url/form-pairs "a&b=&") (url/form-decode nil))
(prn (java.net.URLEncoder/encode "a b" "UTF-8") (java.net.URLDecoder/decode "a+b%21" "UTF-8"))
;=> "a%20b%2F%C3%A9~" "/a%20b%3F%C3%BC" "%00%FF"
;=> "a b/é+" "�"
;=> "expected two hexadecimal digits behind every %, found \"50%\""
;=> "q=a+b%26&n=1&n=x&e" "a=1&a=2"
;=> {"q" "a b&", "n" ["1" "2"], "e" "", "" "x"} [["a" nil] ["b" ""]] {}
;=> "a+b" "a b!"
