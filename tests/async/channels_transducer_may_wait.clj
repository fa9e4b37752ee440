;; SEMANTICS 26: while a transducer waits, puts queue and offer! fails.
;flags --virtual-time
(require '[clojure.core.async :as a] '[norn.async :as n])
(def gate (promise))
(def c (a/chan 10 (map (fn [x] (when (= x 1) @gate) (* 10 x)))))
(def first-put (a/go (a/>! c 1)))
(n/sleep 1)
(println (a/offer! c 2) (a/poll! c)) ;=> nil nil
(def second-put (a/go (a/>! c 3)))
(n/sleep 1)
(deliver gate nil)
(println (a/<!! first-put) (a/<!! second-put) (a/<!! c) (a/<!! c)) ;=> true true 10 30
