(require '[norn.control :refer [generator]])
(println (reduce + (generator (fn [yield] (dotimes [n 5] (yield (await (async n)))))))) ;=> 10
