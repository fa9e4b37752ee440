;; put! and take!: at once in the caller, else later in tasks, in order.
(require '[clojure.core.async :as a])
(def c (a/chan))
(def log (atom []))
(dotimes [i 3] (a/take! c (fn [v] (swap! log conj [i v]))))
(println (mapv #(a/put! c %) [:x :y :z])) ;=> [true true true]
(norn.async/sleep 1)
(println @log) ;=> [[0 :x] [1 :y] [2 :z]]
(def accepted (promise))
(println (a/put! c :w (fn [ok] (deliver accepted [:put ok])))) ;=> true
(println (a/<!! c) @accepted) ;=> :w [:put true]
(a/close! c)
(a/take! c (fn [v] (println :closed v))) ;=> :closed nil
(println (a/put! c 1 (fn [ok] (println :accepted ok))))
;=> :accepted false
;=> false
