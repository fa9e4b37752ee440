;; What the READMEs of Cheshire and data.json show, and what their users rely on.
(require '[cheshire.core :as c] '[cheshire.generate :refer [add-encoder encode-str encode-seq remove-encoder]] '[cheshire.parse :as parse]
         '[clojure.data.json :as j] '[norn.json :as json] '[norn.async :as a])
(defn failure [f] (try (f) (catch Exception e [(class e) (ex-message e)])))
;; --- cheshire
(println (c/generate-string {:foo "bar" :baz (java.util.Date. 1)}) (c/generate-string {:baz (java.util.Date. 0)} {:date-format "yyyy-MM-dd"}))
(println (c/generate-string [(java.util.Date. 1002673600123)] {:date-format "d.M.yy HH:mm:ss.SSS 'o''clock' "}) (failure #(c/generate-string [(java.util.Date. 0)] {:date-format "EEE"})))
(println (c/generate-string {:foo "bar" :baz {:eggplant [1 2 3] :none [] :empty {} :deep [{:a 1} [{}]]}} {:pretty true}))
(println (c/generate-string {:a [1 {:b "a\"b,c: {}"}]} {:pretty {:indentation 4 :indent-arrays? true :object-field-value-separator ": "}}))
(println (c/generate-string {:foo "It costs £100"} {:escape-non-ascii true}) (c/generate-string {:foo "bar" "Foo" 1 'x 2} {:key-fn (fn [k] (.toUpperCase (name k)))}))
(prn (c/decode "{\"myarray\":[2,3,3,2],\"myset\":[1,2,2,1]}" true (fn [field-name] (if (= field-name "myset") #{} []))))
(prn (c/parse-string "{\"foo\":\"bar\"}" (fn [k] (keyword (.toUpperCase k)))) (c/parse-string "{} and more") (c/parse-string " \n") (c/parse-string nil))
(prn (c/decode "111111111111111111111111111111111.11111") (binding [parse/*use-bigdecimals?* true] (c/decode "111111111111111111111111111111111.11111")))
(prn (c/generate-string {:a/b :c/d 'e/f 1/2 1 [2]}) (c/generate-string [1.5M 10N \x #{1} (range 2) (conj clojure.lang.PersistentQueue/EMPTY 1)]))
(deftype Color [r g])
(defrecord Point [x y])
(add-encoder Color (fn [c jsonGenerator] (.writeString jsonGenerator (str "rgb:" (.-r c) "," (.-g c)))))
(add-encoder Point (fn [p g]
                     (.writeStartObject g)
                     (.writeStringField g "kind" "point")
                     (.writeArrayFieldStart g "at") (.writeNumber g (:x p)) (.writeNumber g (:y p)) (.writeEndArray g)
                     (.writeBooleanField g "ok" true) (.writeNullField g "none") (.writeFieldName g "raw") (.writeRawValue g "{}")
                     (.writeEndObject g)))
(println (c/encode {:c (->Color 1 2) :p [(->Point 1 2.5)]}))
(add-encoder Point encode-seq)
(println (c/encode (->Point 1 2)) (failure #(do (add-encoder Point (fn [p g] (.writeStartArray g))) (c/encode (->Point 1 2)))))
(remove-encoder Point)
(remove-encoder Color)
(println (c/encode (->Point 1 2)) (first (failure #(c/encode (->Color 1 2)))))
(with-in-str "{\"a\":1}\n{\"a\":2} [3]" (prn (c/parse-stream *in* true) (doall (c/parsed-seq *in* true)) (c/parse-stream *in*)))
(println (str (c/generate-stream {:foo "bar"} (java.io.StringWriter.))))
;; --- data.json
(println (j/write-str {:a/b 1 "c" 'd/e}) (j/write-str {:a 1 :b 2} :key-fn #(.toUpperCase (name %)) :value-fn (fn [k v] (if (= k :a) v (str v)))))
(prn (j/read-str "{\"a\":1, \"b\":2}" :key-fn keyword :value-fn (fn [k v] (if (= k :b) (inc v) v))))
(prn (failure #(j/read-str "")) (j/read-str "" :eof-error? false) (j/read-str " " :eof-value :none) (failure #(j/read-str "[1,")))
(prn (j/read-str "[1] [2]") (failure #(j/read-str "[1] [2]" :extra-data-fn j/on-extra-throw)) (j/read-str "[1] \n" :extra-data-fn j/on-extra-throw)
     (j/read-str "[1] rest" :extra-data-fn (fn [value reader] [value (slurp reader)])))
(let [r (java.io.PushbackReader. (java.io.StringReader. "[1]{\"a\":null}"))] (prn (j/read r) (j/read r) (j/read r :eof-error? false)))
(println (j/write-str "a/b \u2028 é") (j/write-str "a/é" :escape-unicode false :escape-slash false))
(println (j/write-str (->Color 1 2) :default-write-fn (fn [x out options] (.write out (str "\"" (.-r x) (:extra options) "\""))) :extra "!"))
(extend-protocol j/JSONWriter
  Color (-write [c out options] (j/write [(.-r c) (.-g c)] out options))
  Point (-write [p out options] (.write out "\"a record, and not an object\"")))
(println (j/write-str {:c (->Color 1 2) :p (->Point 1 2)}))
(deftype Inline [] j/JSONWriter (-write [_ out _] (.write out "\"inline\"")))
(println (j/write-str [(->Inline)]) (failure #(j/write-str (Object.))))
(println (j/write-str {:a [1 {:b 2}] :c {} :d []} :indent true))
(j/pprint {:a [1 2 3] :b "x" :c {}})
(j/pprint {:numbers (range 40) :text (apply str (repeat 30 "long")) :nested {:key-of-a-map {:another-key "some text of some length" :b "and some more of it"} :z nil}})
(println (let [data {:a (vec (repeatedly 50 (fn [] {:x [1 2 {:y "\"][{}"}]})))}] (= data (j/read-str (with-out-str (j/pprint data)) :key-fn keyword))))
;; --- of norn.json itself
(println (json/write {:a (json/raw "[1, 2]")}) (json/write [(->Color 1 2)] :encoders {Color (fn [c] (a/yield) {:r (.-r c)})}))
;=> {"foo":"bar","baz":"1970-01-01T00:00:00Z"} {"baz":"1970-01-01"}
;=> ["10.10.01 00:26:40.123 o'clock "] [java.lang.IllegalArgumentException the date format "EEE" has E; y M d H m s S and 'text' are understood]
;=> {
;=>   "foo" : "bar",
;=>   "baz" : {
;=>     "eggplant" : [ 1, 2, 3 ],
;=>     "none" : [ ],
;=>     "empty" : { },
;=>     "deep" : [ {
;=>       "a" : 1
;=>     }, [ { } ] ]
;=>   }
;=> }
;=> {
;=>     "a": [
;=>         1,
;=>         {
;=>             "b": "a\"b,c: {}"
;=>         }
;=>     ]
;=> }
;=> {"foo":"It costs \u00a3100"} {"FOO":"bar","Foo":1,"x":2}
;=> {:myarray [2 3 3 2], :myset #{1 2}}
;=> {:FOO "bar"} {} nil nil
;=> 1.1111111111111112E32 111111111111111111111111111111111.11111M
;=> "{\"a/b\":\"c/d\",\"e/f\":0.5,\"1\":[2]}" "[1.5,10,\"x\",[1],[0,1],[1]]"
;=> {"c":"rgb:1,2","p":[{"kind":"point","at":[1,2.5],"ok":true,"none":null,"raw":{}}]}
;=> [["x",1],["y",2]] [java.lang.IllegalStateException the encoder has not written a whole value]
;=> {"x":1,"y":2} clojure.lang.ExceptionInfo
;=> {:a 1} ({:a 2} [3]) nil
;=> {"foo":"bar"}
;=> {"b":1,"c":"e"} {"A":1,"B":"2"}
;=> {:a 1, :b 3}
;=> [java.io.EOFException "JSON: expected a value, found the end of the text"] nil :none [java.io.EOFException "JSON, line 1, column 4: expected a value, found the end of the text"]
;=> [1] [clojure.lang.ExceptionInfo "Found extra data after json object"] [1] [[1] "rest"]
;=> [1] {"a" nil} nil
;=> "a\/b \u2028 \u00e9" "a/é"
;=> "1!"
;=> {"c":[1,2],"p":"a record, and not an object"}
;=> ["inline"] [clojure.lang.ExceptionInfo Don't know how to write JSON of class java.lang.Object]
;=> {
;=>   "a": [
;=>     1,
;=>     {
;=>       "b": 2
;=>     }
;=>   ],
;=>   "c": {},
;=>   "d": []
;=> }
;=> {"a":[1, 2, 3], "b":"x", "c":{}}
;=> {"numbers":
;=>  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
;=>   20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,
;=>   37, 38, 39],
;=>  "text":
;=>  "longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglong",
;=>  "nested":
;=>  {"key-of-a-map":
;=>   {"another-key":"some text of some length", "b":"and some more of it"},
;=>   "z":null}}
;=> true
;=> {"a":[1, 2]} [{"r":1}]
