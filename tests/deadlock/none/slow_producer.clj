(require '[norn.async :as a])
(require '[clojure.core.async :as c])
(def values (c/chan))
(c/go (a/sleep 30) (c/>! values 1))
(println (c/<!! values)) ;=> 1
