;; 1000 times 1000 suspensions and resumptions, and chains of 100,000 steps, leave memory as it was.
;gc-stress-every 1000 a collection at every call takes minutes
;flags --virtual-time
(require '[norn.async :as a] '[norn.runtime :as runtime] '[norn.control :as c])
(defn used [] (runtime/gc) (runtime/gc) (let [s (runtime/stats)] (+ (:heap-bytes s) (:native-bytes s))))
(defn flat? [f]
  (f)
  (let [before (used)]
    (f)
    (< (- (used) before) 1000000)))
(defn ping-pong [n]
  (let [step (fn step [n] (if (pos? n) (do (await (async n)) (recur (dec n))) :end))]
    (step n)))
(println (flat? #(dotimes [_ 1000] (dotimes [_ 100] (a/yield))))) ;=> true
(println (flat? #(dotimes [_ 1000] (a/sleep 1)))) ;=> true
(println (flat? #(ping-pong 100000))) ;=> true
(println (flat? #(c/reset (dotimes [_ 100000] (c/shift1 k (k nil)))))) ;=> true
(println (flat? #(dotimes [_ 10000] (a/with-timeout 5 (a/yield))))) ;=> true
;; A chain of tasks in which each is completed by the one before.
(println (flat? (fn [] (await (reduce (fn [t _] (async (inc (await t)))) (async 0) (range 100000)))))) ;=> true
(println (flat? (fn [] (let [end (promise)]
                         ((fn link [n] (a/on-complete (async n) (fn [t] (if (pos? n) (link (dec n)) (deliver end :end))))) 100000)
                         @end)))) ;=> true
