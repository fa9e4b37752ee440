;; Methods and statics of host classes.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(prn (.length "abc")) ;=> 3
(prn (.substring "hello" 1 3)) ;=> "el"
(prn (.indexOf "abc" "c")) ;=> 2
(prn (.charAt "abc" 1)) ;=> \b
(prn (.contains "abc" "b")) ;=> true
(prn (vec (.split "a,b" ","))) ;=> ["a" "b"]
(prn (.getMessage (Exception. "x"))) ;=> "x"
(prn (.getName String)) ;=> "java.lang.String"
(prn (.getSimpleName String)) ;=> "String"
(prn (Math/abs -1)) ;=> 1
(prn (Math/pow 2 3)) ;=> 8.0
(prn (Math/max 1 2)) ;=> 2
(prn Math/PI) ;=> 3.141592653589793
(prn (Integer/toBinaryString 5)) ;=> "101"
(prn (Long/toHexString 255)) ;=> "ff"
(prn (Character/isDigit \1)) ;=> true
(prn (String/valueOf 1)) ;=> "1"
(prn (String/format "%d" (into-array Object [1]))) ;=> "1"
(prn (String. "x")) ;=> "x"
(prn (.toString 1)) ;=> "1"
(prn (.hashCode "a")) ;=> 97
(prn (.equals 1 1)) ;=> true
(prn (System/getProperty "line.separator")) ;=> "\n"
(prn (number? (System/currentTimeMillis))) ;=> true
(prn (str (doto (StringBuilder.) (.append "a") (.append 1)))) ;=> "a1"
(prn (Boolean/parseBoolean "true")) ;=> true
(prn (.. "abc" toUpperCase (substring 1))) ;=> "BC"
(prn (-> "abc" .toUpperCase)) ;=> "ABC"
(prn (map #(.length %) ["a" "bb"])) ;=> (1 2)
(prn (.count [1 2])) ;=> 2
(prn (.get {:a 1} :a)) ;=> 1
(prn (.nth [1 2] 0)) ;=> 1
(prn (.getKey (first {:a 1}))) ;=> :a
(prn (java.util.UUID/fromString "00000000-0000-0000-0000-000000000001")) ;=> #uuid "00000000-0000-0000-0000-000000000001"
(prn (Long/valueOf 1)) ;=> 1
(prn (Double/isNaN 1.0)) ;=> false
(prn Double/MAX_VALUE) ;=> 1.7976931348623157E308
(prn Integer/MAX_VALUE) ;=> 2147483647
(prn (new String "a")) ;=> "a"
(prn (instance? Exception (ex-info "a" {}))) ;=> true
(prn (Thread/sleep 1)) ;=> nil
(prn (let [o (Object.)] (= o o))) ;=> true
(prn (error (.foo "x"))) ;=> IllegalArgumentException
