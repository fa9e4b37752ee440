;; Macro expansion can wait without holding up others: the tasks' sleeps overlap.
;gc-stress-every 1000 a collection at every call takes minutes
(require '[norn.async :as a])
(defmacro slow [n] (a/sleep 1) n)
(def start (System/nanoTime))
(println (reduce + (map await (mapv (fn [n] (async (eval `(slow ~n)))) (range 1000))))) ;=> 499500
;; One after the other the sleeps alone are 1000 ms; the compiles are CPU and stay.
(def evals-ms (/ (- (System/nanoTime) start) 1e6))
(def cpu-start (System/nanoTime))
(run! (fn [n] (eval `(identity ~n))) (range 1000))
(def plain-ms (/ (- (System/nanoTime) cpu-start) 1e6))
(println (< evals-ms (+ 300 (* 4 plain-ms)))) ;=> true
