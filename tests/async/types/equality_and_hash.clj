;flags -cp tests/support
(require '[slow-types :refer [->SlowMap ->SlowVector ->SlowKey]])
(def a (->SlowMap {:a 1} nil))
(def b (->SlowMap {:a 1} nil))
(def c (->SlowMap {:a 2} nil))
(println (= a b) (= a c) (not= a c) (= (hash a) (hash b)) (hash-map :x (= a b))) ;=> true false true true {:x true}
(println (= [a {:k b}] [b {:k a}]) (= [a] [c]) (= (list a) [b]) (= #{a} #{b})) ;=> true false true true
(println (= (hash [a #{b}]) (hash [b #{a}])) (= (hash {a b}) (hash {b a}))) ;=> true true
(println (= (->SlowVector [1 2]) (->SlowVector [1 2])) (= (->SlowVector [1 2]) [1 2]) (= (->SlowVector [1]) [2])) ;=> true true false
(println (= (->SlowKey 1) (->SlowKey 1)) (= (->SlowKey 1) (->SlowKey 5)) (distinct? (->SlowKey 1) (->SlowKey 1))) ;=> true false false
(println (compare (->SlowKey 1) (->SlowKey 2)) (map str (sort [(->SlowKey 3) (->SlowKey 1) (->SlowKey 2)]))) ;=> -1 (key1 key2 key3)
(println (identical? a a) (= a a) (= nil a) (= a nil) (= a 1)) ;=> true true false false false
