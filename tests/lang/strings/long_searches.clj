;; A search that takes long goes on elsewhere: same results, for every function that searches.
(def text (str (apply str (repeat 100000 "ab")) "xyz12"))
(println (re-find #"[a-z]\d" text) (re-find #"(y)(z)" text) (re-find #"\d{3}" text)) ;=> z1 [yz y z] nil
(println (re-find #"\Gx" text) (re-find #"(?<=xyz)\d+" text)) ;=> nil 12
(println (count (re-matches #"(?:ab)*xyz\d+" text)) (re-matches #"(ab)*" text)) ;=> 200005 nil
(println (re-seq #"[x-z]\d?" text)) ;=> (x y z1)
(def hard (apply str (repeat 28 "a")))
(println (re-matches #"(a|aa)*c?(a|aa)*" hard)) ;=> [aaaaaaaaaaaaaaaaaaaaaaaaaaaa a nil]
;; More steps than a quick search makes, fewer than the limit.
(println (re-find #"(?:a|aa)+[bc]" (apply str (repeat 30 "a"))) (re-matches #"(?:a|aa)+[bc]" (apply str (repeat 31 "a")))) ;=> nil nil
(let [m (re-matcher #"(?:a|aa)+[bc]" (str (apply str (repeat 31 "a")) " aab ab"))]
  (println (re-find m) (re-find m) (re-find m))) ;=> aab ab nil
(println (try (re-matches #"(a|aa)+[bc]" (apply str (repeat 60 "a"))) (catch :norn/regex-limit e (:type (ex-data e))))) ;=> :norn/regex-limit
;gc-stress-every 1000 strings of 200,000 characters
