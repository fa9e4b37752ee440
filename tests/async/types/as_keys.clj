;; Keys whose hash and = wait and collide: the map is searched in steps (hash, candidates, =, commit), each of which may be suspended.
;flags -cp tests/support
(require '[slow-types :refer [->SlowKey waits]])
(def ks (mapv ->SlowKey (range 40)))
(def m (into {} (map (fn [k] [k (.-n k)]) ks)))
(println (count m) (map #(get m (->SlowKey %)) [0 7 39 40])) ;=> 40 (0 7 39 nil)
(println (contains? m (->SlowKey 5)) (contains? m (->SlowKey 50)) (str (key (find m (->SlowKey 5))))) ;=> true false key5
(println (count (assoc m (->SlowKey 3) :new)) (get (assoc m (->SlowKey 3) :new) (->SlowKey 3))) ;=> 40 :new
(println (count (reduce dissoc m (map ->SlowKey (range 10 40))))) ;=> 10
(def s (into #{} ks))
(println (count s) (count (into s (map ->SlowKey (range 50)))) (s (->SlowKey 99)) (str (s (->SlowKey 9))) (count (disj s (->SlowKey 9)))) ;=> 40 50 nil key9 39
(println (count (hash-map (->SlowKey 1) 1 (->SlowKey 1) 2)) (count (hash-set (->SlowKey 1) (->SlowKey 1))) (count {(->SlowKey 1) 1 (->SlowKey 5) 2})) ;=> 1 1 2
(def sorted (into (sorted-map) (map (fn [k] [k (.-n k)]) (shuffle ks))))
(println (= (vals sorted) (range 40)) (get sorted (->SlowKey 7)) (map val (subseq sorted > (->SlowKey 37)))) ;=> true 7 (38 39)
(println (map #(.-n %) (into (sorted-set) (map ->SlowKey [3 1 2 1])))) ;=> (1 2 3)
(println (frequencies (map #(mod (.-n %) 2) ks)) (count (group-by ->SlowKey [1 2 1])) (map count (vals (group-by ->SlowKey [1 2 1])))) ;=> {0 20, 1 20} 2 (2 1)
(println (count (distinct (concat ks (map ->SlowKey (range 40))))) (count (zipmap (map ->SlowKey [1 1 2]) (range)))) ;=> 40 2
(println (case (.-n (ks 3)) 3 :three :other) (= m (into {} (map (fn [n] [(->SlowKey n) n]) (range 40))))) ;=> :three true
(println (persistent! (reduce (fn [t k] (assoc! t (.-n k) (get m k))) (transient {}) (take 3 ks)))) ;=> {0 0, 1 1, 2 2}
(def t (reduce (fn [t k] (assoc! t k (.-n k))) (transient {}) ks))
(println (count t) (get t (->SlowKey 11)) (count (persistent! (dissoc! t (->SlowKey 11))))) ;=> 40 11 39
(println (> @waits 1000)) ;=> true
