(require '[norn.json :as json])
(defrecord Point [x y])
(deftype Opaque [x])
(println (json/write [1 2.0 1/2 10000000000000000000000 1.50M "é\"\n" \c :a/b 'd nil true #uuid "00000000-0000-0000-0000-000000000001"]))
(println (json/write [#inst "2020-01-02" #inst "2020-01-02T03:04:05.678Z" (->Point 1 [2]) #{3} '(4) (map inc [4 5]) (int-array [7]) (sorted-map 1 2)]))
(println (json/write {:a 1 "b" 2 :c/d 3 4 5 1.5 6 true 7}))
(println (json/write {:a 1 :b nil :cc {:d 2}} :key-fn (fn [k] (str (name k) "!")) :value-fn (fn drop [k v] (if (nil? v) drop v))))
(println (json/write {:x/y :a/b} :plain-names true) (json/write "é/" :escape-unicode true :escape-slash true))
(println (json/write {:a [1 {:b []} #{}] :c (map inc [1 2])} {:pretty true}))
(println (json/write {:o (->Opaque 1)} :default-fn (fn [o] (.x o))))
(json/add-encoder! Opaque (fn [o] {:opaque (.x o)}))
(println (json/write [(->Opaque [2]) (->Opaque (->Opaque 3))]))
(json/remove-encoder! Opaque)
(doseq [bad [##NaN ##-Inf {nil 1} (lazy-seq [{nil 1}]) (->Opaque 1)]]
  (println (try (json/write bad) (catch Exception e (ex-message e)))))
(def deep (nth (iterate vector 1) 600))
(println (count (json/write deep)) (= deep (json/parse (json/write deep) :max-depth 601)))
;=> [1,2.0,0.5,10000000000000000000000,1.50,"é\"\n","c","a/b","d",null,true,"00000000-0000-0000-0000-000000000001"]
;=> ["2020-01-02T00:00:00Z","2020-01-02T03:04:05.678Z",{"x":1,"y":[2]},[3],[4],[5,6],[7],{"1":2}]
;=> {"a":1,"b":2,"c/d":3,"4":5,"1.5":6,"true":7}
;=> {"a!":1,"cc!":{"d!":2}}
;=> {"y":"b"} "\u00e9\/"
;=> {
;=>   "a": [
;=>     1,
;=>     {
;=>       "b": []
;=>     },
;=>     []
;=>   ],
;=>   "c": [
;=>     2,
;=>     3
;=>   ]
;=> }
;=> {"o":1}
;=> [{"opaque":[2]},{"opaque":{"opaque":3}}]
;=> JSON has no NaN
;=> JSON has no -Infinity
;=> nil can't be the key of a JSON object
;=> nil can't be the key of a JSON object
;=> JSON has no text for user.Opaque: #object[user.Opaque]. :default-fn or add-encoder! can say what to write instead.
;=> 1201 true
