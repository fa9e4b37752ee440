;; alt!: expressions beside operations, [value port] bindings, puts, :default.
;flags --virtual-time
(require '[clojure.core.async :as a])
(def c (a/chan 1))
(def d (a/chan 1))
(defn choose [] (a/alt!! [c] ([v] [:c v]) d ([v port] [:d v (= port d)]) :default :nothing :priority true))
(println (choose)) ;=> :nothing
(a/>!! c 1)
(println (choose)) ;=> [:c 1]
(a/>!! d 2)
(println (choose)) ;=> [:d 2 true]
(println (a/alt!! [[c 5]] :sent d :received)) ;=> :sent
(println (a/alt!! [d c] ([v port] [v (= port c)]))) ;=> [5 true]
(println (a/<!! (a/go (a/alt! (a/timeout 1) :late d ([v] v))))) ;=> :late
