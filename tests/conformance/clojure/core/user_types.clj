;; deftype and reify as collections, keys, functions.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(defprotocol Shape (area [this]))
(deftype Pt [x y])
(prn (.x (Pt. 1 2))) ;=> 1
(prn (.-y (Pt. 1 2))) ;=> 2
(prn (let [p (->Pt 1 2)] [(= p p) (= p (->Pt 1 2))])) ;=> [true false]
(deftype C [^:unsynchronized-mutable n] Object (toString [_] (str "C" n)) clojure.lang.IFn (invoke [_ a] (+ a n)) clojure.lang.Counted (count [_] 7) clojure.lang.ILookup (valAt [_ k] k) (valAt [_ k d] d) clojure.lang.Seqable (seq [_] (list 1 2)))
(def c (C. 1))
(prn (str c)) ;=> "C1"
(prn (c 5)) ;=> 6
(prn (count c)) ;=> 7
(prn (get c :k)) ;=> :k
(prn (:k c)) ;=> :k
(prn (get c :k :d)) ;=> :d
(prn (seq c)) ;=> (1 2)
(prn (first c)) ;=> 1
(prn (map inc c)) ;=> (2 3)
(prn (reduce + c)) ;=> 3
(prn (error (apply c [1]))) ;=> 2
(prn (let [r (reify clojure.lang.IDeref (deref [_] 5) Object (toString [_] "r"))] [@r (str r)])) ;=> [5 "r"]
(prn (area (reify Shape (area [_] 42)))) ;=> 42
(deftype K [v] Object (equals [_ o] (and (instance? K o) (= v (.v o)))) (hashCode [_] (hash v)))
(prn (= (K. 1) (K. 1))) ;=> true
(prn (get {(K. 1) :a} (K. 1))) ;=> :a
(prn (contains? #{(K. 1)} (K. 1))) ;=> true
(prn (count (hash-set (K. 1) (K. 1)))) ;=> 1
(prn (= [(K. 1)] [(K. 1)])) ;=> true
(deftype Cm [v] Comparable (compareTo [_ o] (compare v (.v o))))
(prn (map #(.v %) (sort [(Cm. 3) (Cm. 1)]))) ;=> (1 3)
