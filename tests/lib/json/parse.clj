;; Values, options, and readers that hold several values.
(require '[norn.json :as json])
(prn (json/parse "{\"a\": [1, 2.5, null, true, \"x\\u00e9\\n\"], \"b/c\": {}}"))
(prn (json/parse "{\"a\": 1, \"b/c\": 2}" :keywords true))
(prn (json/read-str "{\"a\": 1}" {:key-fn keyword}))
(prn (json/parse (.getBytes "[\"é\"]")))
(prn (json/parse "[12345678901234567890, 1.10, 1e400]" :bigdec true))
(prn (json/parse "{\"a\": {\"b\": 1}}" :key-fn (fn [k] (symbol (str k "?"))) :value-fn (fn [k v] [k v])))
(prn (json/parse "{\"a\": 1, \"b\": 2}" :value-fn (fn drop-b [k v] (if (= k "b") drop-b v))))
(prn (json/parse-all "{} [1]\n2 3.5"))
(with-in-str "1 [2,\n 3] {\"a\":4} 5"
  (prn (json/read *in*) (json/read *in*) (json/read *in* :keywords true) (json/read *in*) (json/read *in* :eof-value :end)))
;=> {"a" [1 2.5 nil true "xé\n"], "b/c" {}}
;=> {:a 1, :b/c 2}
;=> {:a 1}
;=> ["é"]
;=> [12345678901234567890N 1.10M 1E+400M]
;=> {a? [a? {b? [b? 1]}]}
;=> {"a" 1}
;=> ({} [1] 2 3.5)
;=> 1 [2 3] {:a 4} 5 :end
