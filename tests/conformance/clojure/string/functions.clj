;; clojure.string.

(require '[clojure.string :as str])
(prn (str/upper-case "abc")) ;=> "ABC"
(prn (str/split "a,b,,c,," #",")) ;=> ["a" "b" "" "c"]
(prn (str/split "a,b" #"," 2)) ;=> ["a" "b"]
(prn (str/split "abc" #"")) ;=> ["a" "b" "c"]
(prn (str/split-lines "a\nb\r\nc")) ;=> ["a" "b" "c"]
(prn (str/join ", " [1 nil 2])) ;=> "1, , 2"
(prn (str/join [1 2])) ;=> "12"
(prn (str/replace "aXbX" "X" "y")) ;=> "ayby"
(prn (str/replace "abc" #"[ab]" {"a" "1" "b" "2"})) ;=> "12c"
(prn (str/replace "abc" #"(a)(b)" "$2$1")) ;=> "bac"
(prn (str/replace "a1b2" #"\d" #(str "<" % ">"))) ;=> "a<1>b<2>"
(prn (str/replace-first "aa" "a" "b")) ;=> "ba"
(prn (str/replace-first "a1b2" #"\d" (fn [x] "N"))) ;=> "aNb2"
(prn (str/trim "  a ")) ;=> "a"
(prn (str/blank? " ")) ;=> true
(prn (str/starts-with? "abc" "ab")) ;=> true
(prn (str/index-of "abc" "c")) ;=> 2
(prn (str/last-index-of "abca" "a")) ;=> 3
(prn (str/reverse "abc")) ;=> "cba"
(prn (str/capitalize "hELLO")) ;=> "Hello"
(prn (str/escape "a<b" {\< "&lt;"})) ;=> "a&lt;b"
(prn (str/includes? "abc" "b")) ;=> true
(prn (str/re-quote-replacement "$1")) ;=> "\\$1"
(prn (str/triml " a ")) ;=> "a "
(prn (str/trimr " a ")) ;=> " a"
(prn (str/trim-newline "a\n\n")) ;=> "a"
(prn (str/join "-" (map inc [1 2]))) ;=> "2-3"
(prn (str/replace "abc" \a \z)) ;=> "zbc"
(prn (str/split " a  b " #"\s+")) ;=> ["" "a" "b"]
