;gc-stress-every 1000 a collection at every one of its millions of steps takes minutes
;; Sorting: by compare in turns, by a comparator that may wait, by keys; stable.
(println (every? true? (for [n (range 1 120 7)]
                         (let [xs (mapv (fn [i] (rem (* i 7919) 50)) (range n)) sorted (sort xs)]
                           (= sorted (sort < xs) (sort (fn [a b] (- a b)) xs) (reverse (sort > xs))
                              (sort-by identity xs) (sort-by - > xs) (sort compare xs))))))
(println (apply < (sort (map (fn [i] (rem (* i 7919) 1000003)) (range 300000)))))
(println (let [s (sort (map (fn [i] (str (rem (* i 7919) 1000003))) (range 100000)))]
           (every? (fn [[a b]] (neg? (compare a b))) (partition 2 1 s))))
(println (let [s (sort-by first (map (fn [i] [(rem (* i 7) 10) i]) (range 100000)))]
           (every? (fn [[[a i] [b j]]] (or (< a b) (and (= a b) (< i j)))) (partition 2 1 s))))
(println (sort-by first [[1 :a] [0 :b] [1 :c] [0 :d]]) (sort []) (sort [1]) (sort {:b 1 :a 2}) (sort-by val > {:a 1 :b 2}))
(println (sort ["b" "a"]) (sort [nil 2 1]) (sort [[2 1] [1 2]]))
(println (try (sort [1 "a"]) (catch ClassCastException e (ex-message e))))
(println (try (sort (fn [a b] :neither) [1 2]) (catch ClassCastException e (ex-message e))))
(deftype V [x] Comparable (compareTo [_ o] (compare x (.-x o))))
(println (map (fn [v] (.-x v)) (sort [(V. 3) (V. 1) (V. 2)])) (map (fn [v] (.-x v)) (sort-by identity [(V. 3) (V. 1) (V. 2)])))
(println (sort (fn [a b] (norn.prim/yield*) (< a b)) [3 1 2]))
;=> true
;=> true
;=> true
;=> true
;=> ([0 :b] [0 :d] [1 :a] [1 :c]) () (1) ([:a 2] [:b 1]) ([:b 2] [:a 1])
;=> (a b) (nil 1 2) ([1 2] [2 1])
;=> class java.lang.Long cannot be cast to class java.lang.String
;=> class clojure.lang.Keyword cannot be cast to class java.lang.Number
;=> (1 2 3) (1 2 3)
;=> (1 2 3)
