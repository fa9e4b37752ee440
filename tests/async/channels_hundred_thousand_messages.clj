;; 10^5 messages through a channel, unbuffered, buffered and with a transducer.
;gc-stress-every 1000 a collection at each of some 10^6 safepoints
(require '[clojure.core.async :as a])
(defn run [c]
  (a/go (dotimes [i 100000] (a/>! c i)) (a/close! c))
  (a/<!! (a/reduce + 0 c)))
(println (run (a/chan))) ;=> 4999950000
(println (run (a/chan 100))) ;=> 4999950000
(println (run (a/chan 100 (map inc)))) ;=> 5000050000
