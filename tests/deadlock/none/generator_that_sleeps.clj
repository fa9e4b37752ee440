(require '[norn.async :as a])
(require '[norn.control :refer [generator]])
(println (generator (fn [yield] (yield 1) (a/sleep 30) (yield 2)))) ;=> (1 2)
