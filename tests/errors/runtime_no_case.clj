(defn pick [x] (case x 1 :one 2 :two))
(pick 3)
;exit 1
