(require '[clojure.data.json :as data-json] '[cheshire.core :as cheshire] '[cheshire.generate :as generate])
(println (data-json/write-str {:a/b "é/" 'c [1.5 nil]}))
(println (data-json/write-str {:a 1} :key-fn (comp clojure.string/upper-case name) :value-fn (fn [k v] (str k v))))
(prn (data-json/read-str "{\"a\":{\"b\":1.5}}" :key-fn keyword :bigdec true))
(prn (data-json/read-str "" :eof-error? false :eof-value :nothing))
(with-in-str "[1] 2" (prn (data-json/read *in*) (data-json/read *in*)))
(println (with-out-str (data-json/write {:a 1} *out*)))
(data-json/pprint {:a [1]})
(println (cheshire/generate-string {:a/b "é/" :n 12345678901234567890}) (cheshire/generate-string {:é 1} {:escape-non-ascii true :pretty true}))
(prn (cheshire/parse-string "{\"a\":{\"b\":[1,1]}}" true (fn [field] (if (= field "b") #{} []))))
(prn (cheshire/parse-string "{\"a\":1}" clojure.string/upper-case) (cheshire/parse-string nil) (cheshire/decode "1"))
(prn (binding [cheshire.parse/*use-bigdecimals?* true] (cheshire/parse-string "1.10")))
(with-in-str "{\"a\":1} {\"a\":2}" (prn (doall (cheshire/parsed-seq *in* true)) (cheshire/parse-stream *in*)))
(deftype Point [x y])
(generate/add-encoder Point (fn [p generator] (generate/encode-str (str (.x p) "," (.y p)) generator)))
(println (cheshire/encode [(->Point 1 2)]))
;=> {"b":"\u00e9\/","c":[1.5,null]}
;=> {"A":":a1"}
;=> {:a {:b 1.5M}}
;=> :nothing
;=> [1] 2
;=> {"a":1}
;=> {"a":[1]}
;=> {"a/b":"é/","n":12345678901234567890} {
;=>   "\u00e9" : 1
;=> }
;=> {:a {:b #{1}}}
;=> {"A" 1} nil 1
;=> 1.10M
;=> ({:a 1} {:a 2}) nil
;=> ["1,2"]
