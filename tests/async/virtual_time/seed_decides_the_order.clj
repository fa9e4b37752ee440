;; SEMANTICS 2, 31: the order of tasks, of alternatives and of chance depends on the seed alone.
(require '[norn.async :as a] '[norn.test :refer [with-virtual-time]] '[clojure.core.async :as c])
(defn run [seed]
  (with-virtual-time {:seed seed}
    (let [log (atom [(rand-int 1000000)]) ready (mapv (fn [_] (c/to-chan! [:x])) (range 4))]
      (a/scope
        (dotimes [i 8]
          (async (dotimes [_ 3] (swap! log conj i) (a/sleep (rand-int 3))))))
      (a/sleep 1)
      (swap! log conj (.indexOf ready (second (c/alts! ready))))
      @log)))
(println (every? (fn [seed] (= (run seed) (run seed))) (range 20))) ;=> true
(println (< 15 (count (distinct (map run (range 20)))))) ;=> true
(println (count (distinct (map (fn [seed] (with-virtual-time {:seed seed} (vec (c/<! (c/into [] (c/merge [(c/to-chan! [1]) (c/to-chan! [2])])))))) (range 20))))) ;=> 2
