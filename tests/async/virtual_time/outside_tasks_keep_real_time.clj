;; SEMANTICS 31: the clock is that of the block's tasks; a timer from before the block does not fire early, and what outlives
;; the block goes on in real time.
(require '[norn.async :as a] '[norn.test :refer [with-virtual-time]])
(def outside (future (a/sleep 86400000)))
(a/yield)
(def watchdog (a/with-timeout 86400000 (with-virtual-time (a/sleep 2592000000) :in-time)))
(println watchdog (a/state outside)) ;=> :in-time :pending
(a/cancel! outside)
(def left (with-virtual-time
            (let [left (future (a/sleep 1) (a/sleep 1) :left)]
              (a/yield)
              left)))
(println @left) ;=> :left
;; Blocks may nest and run beside each other.
(println (mapv await (mapv (fn [n] (async (with-virtual-time (a/sleep (* n 1000)) (with-virtual-time (a/sleep 5)) n))) (range 5)))) ;=> [0 1 2 3 4]
