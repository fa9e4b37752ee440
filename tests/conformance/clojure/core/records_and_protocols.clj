;; Records and protocols.

(defprotocol Shape (area [this] "doc") (scale [this n] [this n m]))
(defrecord Sq [s] Shape (area [_] (* s s)) (scale [this n] (assoc this :s (* s n))) (scale [this n m] [n m]))
(prn (area (->Sq 3))) ;=> 9
(prn (scale (->Sq 3) 2)) ;=> #user.Sq{:s 6}
(prn (scale (->Sq 3) 2 3)) ;=> [2 3]
(prn (->Sq 1)) ;=> #user.Sq{:s 1}
(prn (map->Sq {:s 1 :t 2})) ;=> #user.Sq{:s 1, :t 2}
(prn (= (->Sq 1) (->Sq 1))) ;=> true
(prn (= (->Sq 1) {:s 1})) ;=> false
(prn (assoc (->Sq 1) :z 3)) ;=> #user.Sq{:s 1, :z 3}
(prn (dissoc (->Sq 1) :s)) ;=> {}
(prn (dissoc (assoc (->Sq 1) :x 2) :x)) ;=> #user.Sq{:s 1}
(prn (:s (->Sq 4))) ;=> 4
(prn (keys (->Sq 1))) ;=> (:s)
(prn (seq (->Sq 1))) ;=> ([:s 1])
(prn (count (->Sq 1))) ;=> 1
(prn (instance? Sq (->Sq 1))) ;=> true
(prn (satisfies? Shape (->Sq 1))) ;=> true
(prn (satisfies? Shape 1)) ;=> false
(prn (record? (->Sq 1))) ;=> true
(prn (map? (->Sq 1))) ;=> true
(prn (get (->Sq 1) :s)) ;=> 1
(prn (contains? (->Sq 1) :s)) ;=> true
(prn (into {} (->Sq 1))) ;=> {:s 1}
(prn (meta (with-meta (->Sq 1) {:a 1}))) ;=> {:a 1}
(prn (hash-map (->Sq 1) 2)) ;=> {#user.Sq{:s 1} 2}
(prn (get {(->Sq 1) :found} (->Sq 1))) ;=> :found
(extend-type String Shape (area [s] (count s)))
(prn (area "abc")) ;=> 3
(extend-protocol Shape Long (area [n] n) nil (area [_] 0))
(prn (area 5)) ;=> 5
(prn (area nil)) ;=> 0
(prn (try (area :k) (catch IllegalArgumentException e :none))) ;=> :none
(extend-type Object Shape (area [_] :obj))
(prn (area :k)) ;=> :obj
(prn (area 5)) ;=> 5
(prn (extends? Shape String)) ;=> true
