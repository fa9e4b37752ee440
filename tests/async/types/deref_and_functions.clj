;flags -cp tests/support
(require '[slow-types :refer [->SlowRef slow]])
(println @(->SlowRef 5) (await (->SlowRef 6)) (map deref [(->SlowRef 1) (->SlowRef 2)])) ;=> 5 6 (1 2)
(deftype Adder [n]
  clojure.lang.IFn
  (invoke [_] (slow n))
  (invoke [_ a] (slow (+ n a)))
  (invoke [_ a b] (slow (+ n a b)))
  (applyTo [this args] (slow (apply + n args))))
(def add (->Adder 100))
(println (add) (add 1) (add 1 2) (map add [1 2] [3 4]) (apply add [1 2]) (reduce add [1 2 3])) ;=> 100 101 103 (104 106) 103 206
(println ((comp add add) 1) ((partial add 1) 2) (swap! (atom 1) add) (sort-by add [3 1 2]) (mapv add [1])) ;=> 201 103 101 (1 2 3) [101]
(defrecord Point [x y]
  Object
  (toString [_] (slow (str "(" x "," y ")"))))
(println (str (->Point 1 2)) (= (->Point 1 2) (->Point 1 2)) (assoc (->Point 1 2) :x 5)) ;=> (1,2) true #user.Point{:x 5, :y 2}
