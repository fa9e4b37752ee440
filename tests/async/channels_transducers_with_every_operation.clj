;; alts!, callbacks, offer! and poll! go through the transducer too, and waiting puts follow.
(require '[clojure.core.async :as a] '[norn.async :as n])
(def c (a/chan 1 (map inc)))
(println (= [true c] (a/alts!! [[c 1]])) (a/offer! c 2)) ;=> true nil
(def waiting (mapv (fn [i] (a/go (a/>! c i))) [10 20]))
(n/sleep 1)
(println (= [2 c] (a/alts!! [c]))) ;=> true
(println (a/poll! c)) ;=> 11
(a/take! c (fn [v] (println :callback v))) ;=> :callback 21
(println (mapv a/<!! waiting) (a/poll! c)) ;=> [true true] nil
(def parked (a/go (a/alts! [c (a/chan)])))
(n/sleep 1)
(println (a/put! c 5 (fn [ok] (println :put ok))))
;=> :put true
;=> true
(println (first (a/<!! parked))) ;=> 6
;; puts that wait when the channel closes still pass, then the transducer completes
(def d (a/chan 1 (partition-all 2)))
(def putters (mapv (fn [i] (a/go (a/>! d i))) (range 5)))
(n/sleep 1)
(a/close! d)
(println (a/<!! (a/into [] d)) (mapv a/<!! putters)) ;=> [[0 1] [2 3] [4]] [true true true true true]
;; a transducer that has had enough answers the waiting puts and closes
(def e (a/chan 1 (take 2)))
(def more (mapv (fn [i] (a/go (a/>! e i))) (range 4)))
(n/sleep 1)
(println (a/<!! (a/into [] e)) (count (filter true? (map a/<!! more)))) ;=> [0 1] 4
;; a cancelled putter does not tear its value out of the transducer
(def gate (promise))
(def f (a/chan 5 (map (fn [x] @gate x))))
(def putter (n/async (a/>! f :whole) (n/sleep 1000)))
(n/sleep 1)
(n/cancel! putter)
(deliver gate nil)
(println (a/<!! f) (a/offer! f :next) (a/<!! f)) ;=> :whole true :next
