;; The rest, and wrong arguments.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(prn (take 3 (tree-seq vector? seq [1 [2]]))) ;=> ([1 [2]] 1 [2])
(prn (lazy-cat [1] [2])) ;=> (1 2)
(prn (doall (map inc [1]))) ;=> (2)
(prn (dorun (map inc [1]))) ;=> nil
(prn (let [x (atom 0)] (run! #(swap! x + %) [1 2]) @x)) ;=> 3
(prn (rand-nth [1])) ;=> 1
(prn (rand-int 1)) ;=> 0
(prn (< (rand) 1)) ;=> true
(prn (counted? (range 3))) ;=> true
(prn (bounded-count 2 [1 2 3])) ;=> 3
(prn (vec (iteration (fn [k] (when (< k 3) {:v k :k (inc k)})) :vf :v :kf :k :initk 0))) ;=> [0 1 2]
(prn (parse-uuid "x")) ;=> nil
(prn ((comparator <) 1 2)) ;=> -1
(prn (max-key count "a" "bb")) ;=> "bb"
(prn (min-key count "a" "bb")) ;=> "a"
(prn (max-key identity 1)) ;=> 1
(prn (cond-> {} true (assoc :a 1))) ;=> {:a 1}
(prn (vary-meta 'a assoc :b 1)) ;=> a
(prn (error (juxt))) ;=> ArityException
(prn (error (some-fn))) ;=> ArityException
(prn (every? nil? [])) ;=> true
(prn (array-map 1 2 1 3)) ;=> {1 3}
(prn (hash-map 1 2 1 3)) ;=> {1 3}
(prn (error (assoc {} 1))) ;=> ArityException
(prn (error (hash-map 1))) ;=> IllegalArgumentException
(prn (partition 0 [1])) ;=> (() () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () () ...)
(prn (reduce + nil)) ;=> 0
(prn (reduce + 1 nil)) ;=> 1
(prn (nth [1 2] 1.5)) ;=> 2
(prn (error (first 1))) ;=> IllegalArgumentException
(prn (error (count 1))) ;=> UnsupportedOperationException
(prn (error (conj 1 2))) ;=> ClassCastException
(prn (error (inc "a"))) ;=> ClassCastException
(prn (error (keys [1]))) ;=> ClassCastException
(prn (error (seq 1))) ;=> IllegalArgumentException
(prn (error (apply + 1))) ;=> IllegalArgumentException
(prn (error (1 2))) ;=> ClassCastException
(prn (error ("a" 1))) ;=> ClassCastException
(prn (error ((fn [a] a)))) ;=> ArityException
(prn (error (map))) ;=> ArityException
(prn (error (let [x 1] (x)))) ;=> ClassCastException
(prn (error (throw 1))) ;=> ClassCastException
(def)
