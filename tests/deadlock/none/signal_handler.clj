;; A signal can still arrive: whoever waits for what its handler brings is not stuck.
(require '[norn.os :as os] '[norn.async :as a])
(def told (promise))
(def stop (os/on-signal :usr2 (fn [] (deliver told :usr2))))
(async (a/sleep 20) (os/kill (os/pid) :usr2))
(println @told) ;=> :usr2
(stop)
