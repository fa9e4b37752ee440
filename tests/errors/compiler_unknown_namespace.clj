(require '[clojure.strng :as str])
;exit 1
