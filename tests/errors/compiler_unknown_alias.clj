(require '[clojure.string :as str])
(println (st/upper-case "a"))
;exit 1
