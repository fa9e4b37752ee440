;; reduce asks a type's own reduce, then CollReduce, then walks its seq.
(deftype Own [] clojure.lang.IReduceInit (reduce [_ f init] (unreduced (f (f init 1) 2))))
(println (reduce + 0 (Own.)) (reduce + (Own.)) (into [] (map inc) (Own.)) (reduce conj [] (Own.))) ;=> 3 3 [2 3] [1 2]
(defrecord ByProtocol [items])
(extend-protocol clojure.core.protocols/CollReduce
  ByProtocol (coll-reduce ([c f] (reduce f (:items c))) ([c f init] (reduce f init (:items c)))))
(println (reduce + 10 (->ByProtocol [1 2])) (reduce + (->ByProtocol [1 2]))) ;=> 13 3
(deftype BySeq [] clojure.lang.Seqable (seq [_] (list 1 2 3)))
(println (reduce + (BySeq.)) (reduce (fn [a x] (if (= x 2) (reduced a) (+ a x))) 0 (BySeq.))) ;=> 6 1
(println (reduce-kv (fn [a k v] [a k v]) 0 (reify clojure.lang.IKVReduce (kvreduce [_ f init] (f init :k :v))))) ;=> [0 :k :v]
(println (reduce + (eduction (map inc) (filter odd?) (range 10)))) ;=> 25
