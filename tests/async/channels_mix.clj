;; mix: inputs can be muted (read and dropped), paused (not read) and soloed.
;flags --virtual-time
(require '[clojure.core.async :as a])
(def out (a/chan 10))
(def m (a/mix out))
(def x (a/chan))
(def y (a/chan))
(a/admix m x)
(a/admix m y)
(a/>!! x 1)
(a/>!! y 2)
(println (a/<!! out) (a/<!! out)) ;=> 1 2
(a/toggle m {x {:mute true}})
(norn.async/sleep 1)
(a/>!! x :dropped)
(a/>!! y 3)
(println (a/<!! out)) ;=> 3
(a/toggle m {x {:mute false :pause true}})
(norn.async/sleep 1)
(println (a/offer! x :nobody-reads)) ;=> nil
(a/toggle m {x {:pause false :solo true}})
(norn.async/sleep 1)
(a/>!! y :not-solo)
(a/>!! x 4)
(println (a/<!! out)) ;=> 4
(a/solo-mode m :pause)
(norn.async/sleep 1)
(println (a/offer! y :paused)) ;=> nil
(a/unmix m x)
(norn.async/sleep 1)
(a/>!! y 5)
(println (a/<!! out)) ;=> 5
(a/unmix-all m)
(norn.async/sleep 1)
(println (a/offer! y :nobody)) ;=> nil
