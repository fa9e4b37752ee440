(require '[clojure.core.async :as c])
(println (c/<!! (c/timeout 30))) ;=> nil
