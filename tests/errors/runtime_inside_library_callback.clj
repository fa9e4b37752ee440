;; The trace leads from the callback through the library to the caller.
(defn price [item] (+ 1 (:price item)))
(defn total [items] (reduce + (map price items)))
(total [{:price 1} {}])
;exit 1
