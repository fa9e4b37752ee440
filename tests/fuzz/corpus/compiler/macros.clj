(ns a.b (:require [clojure.string :as s :refer [join]]) (:import java.util.UUID))
(defn g "doc" {:a 1} ([x] {:pre [(pos? x)] :post [%]} x) ([x y] (-> x (+ y) str)))
(defmacro unless [c & body] `(if ~c nil (do ~@body))) `(a# ~b ~@c [d# {:k ~e}])
(for [x xs :when (odd? x) :let [y x] y ys :while y] [x y]) (doseq [a b] a) (dotimes [i 3] i) (while false 1)
(defrecord R [a b] P (m [this] a)) (deftype T [^:unsynchronized-mutable a] Object (toString [_] (set! a 1) "t")) (reify P (m [_] 1))
(defprotocol P (m [this] [this a] "doc")) (extend-protocol P nil (m [_] 1) String (m [_] 2)) (defmulti mm :k :default 1) (defmethod mm :a [x] x)
(async (await (sleep 1))) (future 1) (go (<! c)) (binding [*out* x] 1) (with-open [a b] a) (locking a 1) (doto a (.b) c) (cond-> a b c) (some->> a b c)
(when-let [a b] c) (if-some [a b] c d) (condp = a b c d) (as-> a $ (inc $)) (lazy-seq (cons 1 nil)) (delay 1) (assert (= 1 1) "m") (time 1)
(c/reset (+ 1 (c/shift k (k 1)))) (a/go-loop [i 0] (a/alt! c ([v] v) :default 1)) #?(:norn 1 :clj 2) #uuid "x" #inst "2020" {:a 1 :a 2} #{1 1}
