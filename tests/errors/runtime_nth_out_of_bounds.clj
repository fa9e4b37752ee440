(defn sixth [v]
  (nth v 5))

(println (sixth [1]))
;exit 1
