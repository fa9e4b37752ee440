;; Functions for keys and values, encoders and lazy seqs suspend the task in the middle of reading and writing.
(require '[norn.json :as json] '[norn.async :refer [sleep]])
(defn slow [x] (sleep 1) x)
(deftype Slow [x])
(json/add-encoder! Slow (fn [s] (slow (.x s))))
(def side (async (slow :side)))
(prn (json/parse "{\"a\": {\"b\": 1}}" :key-fn (comp slow keyword) :value-fn (fn [_ v] (slow v))))
(println (json/write {:a (map slow [1 2]) :b (->Slow [3])} :key-fn (comp slow name) :value-fn (fn [_ v] (slow v))))
(prn (await side))
;=> {:a {:b 1}}
;=> {"a":[1,2],"b":[3]}
;=> :side
