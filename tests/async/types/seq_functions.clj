;flags -cp tests/support
(require '[slow-types :refer [->SlowMap ->SlowVector]])
(def m (->SlowMap (sorted-map :a 1 :b 2) nil))
(def v (->SlowVector [10 20 30]))
(println (count m) (count v) (seq m) (seq v) (empty? (empty m))) ;=> 2 3 ([:a 1] [:b 2]) (10 20 30) true
(println (first v) (rest v) (next v) (second v) (last v) (nth v 1) (nth v 9 :none)) ;=> 10 (20 30) (20 30) 20 30 20 :none
(println (map inc v) (reduce + v) (into [] v) (vec v) (= (set v) #{10 20 30})) ;=> (11 21 31) 60 [10 20 30] [10 20 30] true
(println (keys m) (vals m) (into {} m) (reduce-kv (fn [sum _ n] (+ sum n)) 0 (into {} m))) ;=> (:a :b) (1 2) {:a 1, :b 2} 3
(println (peek v) (seq (pop v)) (seq (conj v 40)) (rseq v) (reverse v)) ;=> 30 (10 20) (10 20 30 40) (30 20 10) (30 20 10)
(println (apply + v) (concat v v) (interleave v [1 2 3]) (sort > v) (filter even? v)) ;=> 60 (10 20 30 10 20 30) (10 1 20 2 30 3) (30 20 10) (10 20 30)
(println (seq (conj m [:c 3])) (merge {:z 0} m)) ;=> ([:a 1] [:b 2] [:c 3]) {:z 0, :a 1, :b 2}
(let [[a _ c & more] v] (println a c more)) ;=> 10 30 nil
(println (some #{20} v) (every? pos? v) (drop-last v) (partition 2 1 v) (zipmap v [:x :y :z])) ;=> 20 true (10 20) ((10 20) (20 30)) {10 :x, 20 :y, 30 :z}
(println (str m) (str "-" m)) ;=> slow{:a 1, :b 2} -slow{:a 1, :b 2}
