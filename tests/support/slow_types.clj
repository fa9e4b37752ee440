;; Types every method of which waits before it answers, for the tests of law 1.
(ns slow-types
  (:require [norn.async :as a]))

(def waits "How often a method has waited." (atom 0))

(defn slow
  "x, after letting every other task run."
  [x]
  (swap! waits inc)
  (await (async (a/yield) x)))

(declare ->SlowMap ->SlowVector)


(deftype SlowMap [entries info]
  clojure.lang.ILookup
  (valAt [_ k] (slow (get entries k)))
  (valAt [_ k default] (slow (get entries k default)))
  clojure.lang.Associative
  (containsKey [_ k] (slow (contains? entries k)))
  (entryAt [_ k] (slow (find entries k)))
  (assoc [_ k v] (slow (->SlowMap (assoc entries k v) info)))
  clojure.lang.IPersistentMap
  (without [_ k] (slow (->SlowMap (dissoc entries k) info)))
  clojure.lang.Counted
  (count [_] (slow (count entries)))
  clojure.lang.IPersistentCollection
  (cons [_ x] (slow (->SlowMap (conj entries x) info)))
  (empty [_] (slow (->SlowMap {} info)))
  (equiv [_ other] (slow (and (instance? slow_types.SlowMap other) (= entries (.-entries other)))))
  clojure.lang.Seqable
  (seq [_] (slow (seq entries)))
  clojure.lang.IFn
  (invoke [_ k] (slow (get entries k)))
  (invoke [_ k default] (slow (get entries k default)))
  (applyTo [_ args] (slow (apply get entries args)))
  clojure.lang.IMeta
  (meta [_] (slow info))
  clojure.lang.IObj
  (withMeta [_ new-info] (slow (->SlowMap entries new-info)))
  clojure.lang.IHashEq
  (hasheq [_] (slow (hash entries)))
  Object
  (hashCode [_] (slow (hash entries)))
  (equals [_ other] (slow (and (instance? slow_types.SlowMap other) (= entries (.-entries other)))))
  (toString [_] (slow (str "slow" entries))))

(deftype SlowVector [items]
  clojure.lang.Indexed
  (nth [_ i] (slow (nth items i)))
  (nth [_ i default] (slow (nth items i default)))
  clojure.lang.Counted
  (count [_] (slow (count items)))
  clojure.lang.IPersistentStack
  (peek [_] (slow (peek items)))
  (pop [_] (slow (->SlowVector (pop items))))
  clojure.lang.IPersistentCollection
  (cons [_ x] (slow (->SlowVector (conj items x))))
  (empty [_] (slow (->SlowVector [])))
  (equiv [_ other] (slow (= items (if (instance? slow_types.SlowVector other) (.-items other) other))))
  clojure.lang.Sequential
  clojure.lang.Seqable
  (seq [_] (slow (seq items)))
  clojure.lang.Reversible
  (rseq [_] (slow (rseq items)))
  clojure.lang.IHashEq
  (hasheq [_] (slow (hash items)))
  Object
  (hashCode [_] (slow (hash items)))
  (equals [_ other] (slow (= items (if (instance? slow_types.SlowVector other) (.-items other) other)))))

;; A key that is equal to other keys of the same number, collides in its hash with every fourth one, and can be ordered.
(deftype SlowKey [n]
  clojure.lang.IHashEq
  (hasheq [_] (slow (mod n 4)))
  Object
  (hashCode [_] (slow (mod n 4)))
  (equals [_ other] (slow (and (instance? slow_types.SlowKey other) (= n (.-n other)))))
  (toString [_] (slow (str "key" n)))
  Comparable
  (compareTo [_ other] (slow (compare n (.-n other)))))

(deftype SlowRef [value]
  clojure.lang.IDeref
  (deref [_] (slow value)))
