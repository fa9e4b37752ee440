;; The interface that stands for a protocol on the JVM: instance?, deftype over its class name, methods named by a macro.
(ns my-app.shapes)
(defprotocol Shape (area [this]))
(defrecord Square [side] Shape (area [_] (* side side)))
(println (instance? my_app.shapes.Shape (->Square 1)) (instance? my_app.shapes.Shape 1)) ;=> true false
(deftype Dot [] my_app.shapes.Shape (area [_] 0))
(println (area (->Dot)) (satisfies? Shape (->Dot))) ;=> 0 true
(defmacro def-constant [name n] `(deftype ~name [] Shape (area [this#] ~n) Object (toString [_#] (str ~n))))
(def-constant Five 5)
(println (area (->Five)) (str (->Five))) ;=> 5 5
(println (meta (with-meta (reify Shape (area [_] 1)) {:a 1})) (instance? clojure.lang.IObj (reify Shape (area [_] 1)))) ;=> {:a 1} true
(deftype Chain [n] Object (toString [_] (str n (if (pos? n) (str (Chain. (dec n))) ""))))
(println (str (Chain. 3))) ;=> 3210
