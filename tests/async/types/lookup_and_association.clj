;flags -cp tests/support
(require '[slow-types :refer [->SlowMap waits]])
(def m (->SlowMap {:a 1 :b 2} {:doc "info"}))
(println (get m :a) (get m :z) (get m :z 9) (:b m) (:z m 9)) ;=> 1 nil 9 2 9
(println (m :a) (m :z 8) (apply m [:b]) (map m [:a :b])) ;=> 1 8 2 (1 2)
(println (contains? m :a) (contains? m :z) (find m :a)) ;=> true false [:a 1]
(println (:c (assoc m :c 3)) (count (assoc m :c 3 :d 4)) (count (dissoc m :a))) ;=> 3 4 1
(println (get-in {:x m} [:x :a]) (:b (update m :b + 40)) (get-in (assoc-in m [:c :d] 5) [:c :d])) ;=> 1 42 5
(let [{:keys [a b z] :or {z 26}} m] (println a b z)) ;=> 1 2 26
(println (meta m) (meta (with-meta m {:doc "new"})) (:a (vary-meta m assoc :x 1))) ;=> {:doc info} {:doc new} 1
(println (select-keys m [:a :z])) ;=> {:a 1}
(println (pos? @waits)) ;=> true
