;; An unbuffered put waits for its take; both see the value in order.
(require '[clojure.core.async :as a])
(def c (a/chan))
(def log (atom []))
(a/go (dotimes [i 3] (a/>! c i) (swap! log conj [:put i])) (a/close! c))
(println (a/<!! c) (a/<!! c) (a/<!! c) (a/<!! c)) ;=> 0 1 2 nil
(println @log) ;=> [[:put 0] [:put 1] [:put 2]]
