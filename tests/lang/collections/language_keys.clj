;; Keys that only the language can hash or compare: lazy seqs, user types, deep data; records as maps.
(deftype P [x] Object (equals [_ o] (and (instance? P o) (= x (.-x o)))) (hashCode [_] (hash x)))
(println (= (P. 1) (P. 1)) (= (P. 1) (P. 2)) (get {(P. 1) :found} (P. 1)) (contains? #{(P. 1) (P. 2)} (P. 2)) (count (into #{} (map (fn [i] (P. (mod i 10))) (range 100)))))
(defrecord Rec [a])
(println (= (->Rec 1) {:a 1}) (= {:a 1} (->Rec 1)) (map? (->Rec 1)) (conj (->Rec 1) [:a 5]) (merge (->Rec 1) {:c 1}) (reduce-kv (fn [m k v] (assoc m k v)) {} (->Rec 9)))
(println (loop [m {} i 0] (if (< i 20) (recur (assoc m (map inc [i]) i) (inc i)) [(count m) (get m [5]) (get m '(20)) (contains? m (lazy-seq [3]))])))
(println (let [m (into {} (for [i (range 30)] [(lazy-seq [i]) i]))] [(count (dissoc m [3] [4] (lazy-seq (list 5)))) (m [7])]))
(println (reduce (fn [s x] (conj s x)) #{} (map list (range 5))) (disj #{[1] [2]} (lazy-seq [1])))
(println (let [v (vec (range 100)) s (subvec v 10 50)] [(count s) (first s) (peek s) (conj s :x) (reduce + s) (rseq (subvec s 0 3)) (= s (range 10 50)) (= (hash (subvec [1 2 3] 1)) (hash [2 3]))]))
(println (let [deep (nth (iterate vector 1) 5000)] [(= deep (nth (iterate vector 1) 5000)) (= (hash deep) (hash (nth (iterate vector 1) 5000))) (= deep (nth (iterate vector 1) 5001)) (get {deep 1} (nth (iterate vector 1) 5000))]))
(println (let [deep (nth (iterate (fn [m] {:a m}) 1) 5000)] [(= deep (nth (iterate (fn [m] {:a m}) 1) 5000)) (count (pr-str deep))]))
(println (compare (nth (iterate vector 1) 5000) (nth (iterate vector 2) 5000)))
;=> true false :found true 10
;=> false false true #user.Rec{:a 5} #user.Rec{:a 1, :c 1} {:a 9}
;=> [20 4 19 true]
;=> [27 7]
;=> #{(0) (1) (2) (3) (4)} #{[2]}
;=> [40 10 49 [10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 :x] 1180 (12 11 10) true true]
;=> [true true false 1]
;=> [true 25001]
;=> -1
