;; alts!: one operation of several, puts among them; :priority and :default.
;flags --virtual-time
(require '[clojure.core.async :as a])
(def c (a/chan 1))
(def d (a/chan 1))
(println (a/alts!! [c d] :default :none)) ;=> [:none :default]
(a/>!! d 2)
(println (= [2 d] (a/alts!! [c d]))) ;=> true
(println (= [true c] (a/alts!! [[c 1] d] :priority true))) ;=> true
(a/>!! d 2)
(println (= [1 c] (a/alts!! [c d] :priority true)) (= [2 d] (a/alts!! [d c] :priority true))) ;=> true true
;; parked on several, woken by one; the others stay usable
(def e (a/chan))
(def f (a/chan))
(def waiting (a/go (a/alts! [e f [c :full]] :priority true)))
(println (= [true c] (a/<!! waiting))) ;=> true
(def parked (a/go (a/alts! [e f])))
(norn.async/sleep 1)
(println (a/>!! f :woken) (= [:woken f] (a/<!! parked)) (a/offer! e :nobody)) ;=> true true nil
(a/close! e)
(println (= [nil e] (a/alts!! [e f]))) ;=> true
(println (try (a/alts!! []) (catch IllegalArgumentException _ :empty))) ;=> :empty
