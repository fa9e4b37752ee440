(require '[clojure.string :as str])
(println (str/uppercase "a"))
;exit 1
