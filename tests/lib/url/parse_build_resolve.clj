(require '[norn.url :as url])
(prn (url/parse "HTTP://User:pw@Example.ORG:8080/a%20b/ü?q=1&r=ä b#frag"))
(prn (url/parse "http://[2001:DB8::1]:80") (url/parse "mailto:a@b.c") (url/parse "../x?y") (url/parse "") (url/parse "http://h:/"))
(prn (url/build {:scheme "https" :host "h" :path "p" :query "a=1" :query-params {:b "x y" :c [1 2] :d nil}}))
(prn (url/build {:scheme "http" :host "::1" :port 81}) (url/build {:path "a:b"}) (url/build {:path "//x"}))
(doseq [text ["http://h:99999/" "http://h:x/" "http://[::1" "http://[g]/" "http://a b/" "http://é.org/" "http://h/\t"]]
  (prn (try (url/parse text) (catch clojure.lang.ExceptionInfo e [(:code (ex-data e)) (:offset (ex-data e)) (ex-message e)]))))
;; The examples of RFC 3986, 5.4.
(def base "http://a/b/c/d;p?q")
(doseq [[reference expected]
        {"g:h" "g:h" "g" "http://a/b/c/g" "./g" "http://a/b/c/g" "g/" "http://a/b/c/g/" "/g" "http://a/g" "//g" "http://g"
         "?y" "http://a/b/c/d;p?y" "g?y" "http://a/b/c/g?y" "#s" "http://a/b/c/d;p?q#s" "g#s" "http://a/b/c/g#s"
         "g?y#s" "http://a/b/c/g?y#s" ";x" "http://a/b/c/;x" "g;x" "http://a/b/c/g;x" "" "http://a/b/c/d;p?q"
         "." "http://a/b/c/" "./" "http://a/b/c/" ".." "http://a/b/" "../" "http://a/b/" "../g" "http://a/b/g"
         "../.." "http://a/" "../../" "http://a/" "../../g" "http://a/g" "../../../g" "http://a/g" "../../../../g" "http://a/g"
         "/./g" "http://a/g" "/../g" "http://a/g" "g." "http://a/b/c/g." ".g" "http://a/b/c/.g" "g.." "http://a/b/c/g.."
         "..g" "http://a/b/c/..g" "./../g" "http://a/b/g" "./g/." "http://a/b/c/g/" "g/./h" "http://a/b/c/g/h"
         "g/../h" "http://a/b/c/h" "g;x=1/./y" "http://a/b/c/g;x=1/y" "g;x=1/../y" "http://a/b/c/y"
         "g?y/./x" "http://a/b/c/g?y/./x" "g#s/../x" "http://a/b/c/g#s/../x" "http:g" "http:g"}]
  (when-not (= expected (url/resolve base reference))
    (prn reference expected (url/resolve base reference))))
(prn (url/resolve "http://h" "x") (try (url/resolve "/a" "b") (catch IllegalArgumentException e (ex-message e))))
(prn (url/normalize "HTTP://H/a/../b/./c") (url/with-query-params "/s?a=1" {:b 2}) (url/query-params "http://h/?a=1&a=2&b=%20+"))
;=> {:scheme "http", :user-info "User:pw", :host "example.org", :port 8080, :path "/a%20b/%C3%BC", :query "q=1&r=%C3%A4%20b", :fragment "frag"}
;=> {:scheme "http", :host "2001:db8::1", :port 80, :path ""} {:scheme "mailto", :path "a@b.c"} {:path "../x", :query "y"} {:path ""} {:scheme "http", :host "h", :path "/"}
;=> "https://h/p?a=1&b=x+y&c=1&c=2&d"
;=> "http://[::1]:81" "./a:b" "/.//x"
;=> [:url/syntax 8 "malformed URL http://h:99999/: the port must be a number up to 65535, found 99999"]
;=> [:url/syntax 8 "malformed URL http://h:x/: the port must be a number up to 65535, found x"]
;=> [:url/syntax 7 "malformed URL http://[::1: an address in brackets must be an IPv6 address like [::1]"]
;=> [:url/syntax 7 "malformed URL http://[g]/: an address in brackets must be an IPv6 address like [::1]"]
;=> [:url/syntax 8 "malformed URL http://a b/: a host name can't hold ' '"]
;=> [:url/syntax 7 "malformed URL http://é.org/: a host name outside ASCII must be written in its xn-- form"]
;=> [:url/syntax 9 "malformed URL http://h/\t: a URL can't hold the control character 9"]
;=> "http://h/x" "expected an absolute URL like http://host/ as base, found /a"
;=> "http://h/b/c" "/s?a=1&b=2" {"a" ["1" "2"], "b" "  "}
