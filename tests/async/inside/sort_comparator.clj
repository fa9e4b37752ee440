(defn slow-compare [a b] (await (async nil)) (compare a b))
(println (sort slow-compare [3 1 2])) ;=> (1 2 3)
(println (sort-by - slow-compare [3 1 2])) ;=> (3 2 1)
(println (= (sort slow-compare (reverse (range 1000))) (range 1000))) ;=> true
(println (into (sorted-map-by slow-compare) {3 :c 1 :a 2 :b})) ;=> {1 :a, 2 :b, 3 :c}
