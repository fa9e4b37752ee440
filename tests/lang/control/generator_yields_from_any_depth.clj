(require '[norn.control :refer [generator]])

(defn walk [yield tree]
  (if (coll? tree)
    (run! (partial walk yield) tree)
    (yield tree)))

(println (generator (fn [yield] (walk yield [1 [2 [3 [4]] 5] 6])))) ;=> (1 2 3 4 5 6)
(println (take 3 (generator (fn [yield] (loop [n 0] (yield n) (recur (inc n))))))) ;=> (0 1 2)
