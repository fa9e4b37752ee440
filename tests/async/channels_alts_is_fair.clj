;; Without :priority every ready operation has its chance.
;gc-stress-every 1000 a collection at each of some 10^6 safepoints
(require '[clojure.core.async :as a])
(def chans (vec (repeatedly 3 #(a/chan 3000))))
(doseq [c chans i (range 3000)] (a/>!! c i))
(def counts (frequencies (repeatedly 3000 #(second (a/alts!! chans)))))
(println (every? #(< 800 (counts %) 1200) chans)) ;=> true
