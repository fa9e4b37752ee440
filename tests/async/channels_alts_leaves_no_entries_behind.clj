;; Entries of lost alternatives are swept: a channel that never wins stays small.
;gc-stress-every 1000 a collection at each of some 10^6 safepoints
;max-rss-mb 120
(require '[clojure.core.async :as a])
(def never (a/chan))
(def c (a/chan))
(a/go (dotimes [i 50000] (a/>! c i)) (a/close! c))
(println (loop [n 0] (if (nil? (first (a/alts!! [never c]))) n (recur (inc n))))) ;=> 50000
