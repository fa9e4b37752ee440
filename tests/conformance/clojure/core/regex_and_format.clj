;; Regular expressions, format, parsing.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(prn (re-find #"\d+" "ab12c")) ;=> "12"
(prn (re-find #"(\w)(\d)" "a1")) ;=> ["a1" "a" "1"]
(prn (re-matches #"\d+" "12")) ;=> "12"
(prn (re-matches #"\d+" "12a")) ;=> nil
(prn (re-seq #"\d" "a1b2")) ;=> ("1" "2")
(prn (re-seq #"(\w)(\d)" "a1b2")) ;=> (["a1" "a" "1"] ["b2" "b" "2"])
(prn (re-seq #"x" "abc")) ;=> nil
(prn (format "%d %s %.2f %x %5d|%-5s|%05d" 1 "a" 1.5 255 42 "ab" 7)) ;=> "1 a 1.50 ff    42|ab   |00007"
(prn (format "%s" nil)) ;=> "null"
(prn (format "%s %s" [1] {:a 1})) ;=> "[1] {:a 1}"
(prn (parse-long "12")) ;=> 12
(prn (parse-long "x")) ;=> nil
(prn (parse-double "1.5")) ;=> 1.5
(prn (parse-boolean "true")) ;=> true
(prn (Integer/parseInt "12")) ;=> 12
(prn (Double/parseDouble "1.5")) ;=> 1.5
(prn (error (Long/parseLong "zz"))) ;=> NumberFormatException
(prn (char 97)) ;=> \a
(prn (int \a)) ;=> 97
(prn (char \a)) ;=> \a
(prn (str \a)) ;=> "a"
(prn (subs "abc" 1)) ;=> "bc"
