;; Regular expressions.
(defmacro thrown [expr] `(println (try ~expr (catch Throwable e# (.getName (class e#))))))

(prn (str #"a\"b")) ;=> "a\\\"b"
(prn #"a\"b\Qa\"\E") ;=> #"a\"b\Qa\"\E"
(prn (re-find #"(\w)(\d)?" "a")) ;=> ["a" "a" nil]
(prn (re-matches #"a(b)?" "ab")) ;=> ["ab" "b"]
(prn (re-matches #"a" "ab")) ;=> nil
(prn (re-find #"z" "a")) ;=> nil
(prn (re-seq #"\d" "a1b2")) ;=> ("1" "2")
(prn (let [m (re-matcher #"(a)(b)" "abab")] [(re-find m) (re-groups m) (re-find m) (re-find m)])) ;=> [["ab" "a" "b"] ["ab" "a" "b"] ["ab" "a" "b"] nil]
(thrown (let [m (re-matcher #"a" "b")] (re-groups m))) ;=> java.lang.IllegalStateException
(thrown (re-find #"a" nil)) ;=> java.lang.NullPointerException
(thrown (re-find "a" "a")) ;=> java.lang.ClassCastException
(prn (re-pattern "a")) ;=> #"a"
(prn (re-pattern #"b")) ;=> #"b"
(thrown (re-pattern "(")) ;=> java.util.regex.PatternSyntaxException
(thrown (re-pattern 1)) ;=> java.lang.ClassCastException
(prn (re-find #"[a-z&&[^b]]+" "bacb")) ;=> "ac"
(prn (re-find #"\p{Upper}+" "abCD")) ;=> "CD"
(prn (re-seq #"" "ab")) ;=> ("" "" "")
