;; eduction, and the protocols through which types take part in reduce, datafy and nav.

(ns clojure.core.protocols)

(defprotocol CollReduce
  "How a type is reduced; extend it to make reduce fast, or possible, on your own."
  (coll-reduce [coll f] [coll f init] "(reduce f init coll) for this type; must stop at a reduced value."))

(defprotocol InternalReduce
  "How a seq type is reduced."
  (internal-reduce [items f start] "(reduce f start items) for this seq type."))

(defprotocol IKVReduce
  "How an associative type is reduced by reduce-kv."
  (kv-reduce [amap f init] "(reduce-kv f init amap) for this type."))

(defprotocol Datafiable
  "Turning things into data."
  :extend-via-metadata true
  (datafy [o] "A representation of o as data; o itself by default."))

(defprotocol Navigable
  "Going from data to what it stands for."
  :extend-via-metadata true
  (nav [coll k v] "What v, found under k in coll, stands for; v itself by default."))

;; The defaults go back to reduce, which asks a protocol only for the classes that are extended by themselves.

(extend-protocol CollReduce
  nil (coll-reduce ([_ f] (f)) ([_ _ init] init))
  Object (coll-reduce ([coll f] (reduce f coll)) ([coll f init] (reduce f init coll))))

(extend-protocol InternalReduce
  nil (internal-reduce [_ _ start] start)
  Object (internal-reduce [items f start] (reduce f start items)))

(extend-protocol IKVReduce
  nil (kv-reduce [_ _ init] init)
  Object (kv-reduce [amap f init] (reduce-kv f init amap)))

(extend-protocol Datafiable
  nil (datafy [_] nil)
  Object (datafy [x] x)
  Throwable (datafy [x] (Throwable->map x)))

(extend-protocol Navigable
  Object (nav [_ _ x] x))

(in-ns 'clojure.core)

(defn- reduce-user-type
  "reduce of a record, deftype or reified object. With init the result may be reduced."
  ([f coll]
   (let [own (norn.prim/type-method coll 'reduce)]
     (cond
       (and own (instance? clojure.lang.IReduce coll)) (own coll f)
       (get (norn.prim/protocol-get clojure.core.protocols/CollReduce :impls) (class coll))
       (clojure.core.protocols/coll-reduce coll f)
       own
       (let [result (unreduced (own coll (fn [acc item] (if (identical? acc absent) item (f acc item))) absent))]
         (if (identical? result absent) (f) result))
       :else
       (let [items (seq coll)]
         (if items
           (unreduced (reduce-seq f (first items) (next items)))
           (f))))))
  ([f init coll]
   (let [own (norn.prim/type-method coll 'reduce)]
     (cond
       own (own coll f init)
       (get (norn.prim/protocol-get clojure.core.protocols/CollReduce :impls) (class coll))
       (clojure.core.protocols/coll-reduce coll f init)
       :else (reduce-seq f init (seq coll))))))

(defn- reduce-kv-user-type
  [f init coll]
  (let [own (norn.prim/type-method coll 'kvreduce)]
    (cond
      own (unreduced (own coll f init))
      (get (norn.prim/protocol-get clojure.core.protocols/IKVReduce :impls) (class coll))
      (clojure.core.protocols/kv-reduce coll f init)
      :else
      (unreduced (reduce-seq (fn [acc entry] (f acc (key entry) (val entry))) init (seq coll))))))

(deftype Eduction [xform coll]
  clojure.lang.IReduceInit
  (reduce [_ f init] (transduce xform (completing f) init coll))
  clojure.lang.Sequential
  java.lang.Iterable
  (iterator [_] (seq (sequence xform coll)))
  clojure.lang.Seqable
  (seq [_] (seq (sequence xform coll)))
  )

(defn eduction
  "Returns something reducible and seqable: what the transducers make of coll, done anew at each use.
  (reduce + (eduction (map inc) (filter odd?) [1 2])) => 3"
  [& xforms]
  (->Eduction (apply comp (butlast xforms)) (last xforms)))
