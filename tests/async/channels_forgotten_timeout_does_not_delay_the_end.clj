;; A timeout nobody waits for keeps no program running; one that a task waits for does.
;timeout 20
(require '[clojure.core.async :as a])
(def forgotten (a/timeout 3600000))
(println :end)
(a/go (a/<! (a/timeout 20)) (println :waited))
;=> :end
;=> :waited
