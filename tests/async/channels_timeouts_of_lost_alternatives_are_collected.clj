;; A long timeout beside a channel that wins leaves nothing behind, whether alts! waited or not.
;flags --virtual-time
;max-rss-mb 90
;gc-stress-every 1000 a collection at each of some 10^6 safepoints
(require '[clojure.core.async :as a])
(def c (a/chan))
(a/go (dotimes [i 300000] (a/>! c i)) (a/close! c))
(println (loop [n 0] (if (nil? (first (a/alts! [c (a/timeout 3600000)]))) n (recur (inc n))))) ;=> 300000
