(defn ratio [a b] (/ a b))
(ratio 1 0)
;exit 1
