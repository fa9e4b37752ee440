;; A timeout channel closes when its time is over, in order, and holds no task.
;flags --virtual-time
;gc-stress-every 1000 10,000 timers, each looked at by every collection
(require '[clojure.core.async :as a])
(def order (atom []))
(def all (mapv (fn [ms] (a/go (a/<! (a/timeout ms)) (swap! order conj ms))) [30 10 20]))
(run! a/<!! all)
(println @order) ;=> [10 20 30]
(def many (mapv (fn [_] (a/timeout 5)) (range 10000)))
(println (every? nil? (map a/<!! many))) ;=> true
(println (a/<!! (a/timeout 0))) ;=> nil
