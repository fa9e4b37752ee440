;; SEMANTICS 31: virtual time moves when nothing can run, and drives both clocks.
(require '[norn.async :as a] '[norn.test :refer [with-virtual-time]])
(def month (* 30 24 3600 1000))
(with-virtual-time
  (let [nanos (System/nanoTime) millis (System/currentTimeMillis)]
    (a/sleep month)
    (println (= month (quot (- (System/nanoTime) nanos) 1000000)) (= month (- (System/currentTimeMillis) millis))) ;=> true true
    (println millis) ;=> 1000000000000
    (println (java.util.Date. (System/currentTimeMillis))))) ;=> #inst "2001-10-09T01:46:40.000-00:00"
;; A body that fails is rethrown; its clock is left.
(println (try (with-virtual-time {:seed 1} (a/sleep month) (throw (ex-info "late" {}))) (catch :default e (ex-message e)))) ;=> late
;! with-virtual-time failed with {:seed 1}
(println (< (quot (System/currentTimeMillis) 1000) 1000000000)) ;=> false
