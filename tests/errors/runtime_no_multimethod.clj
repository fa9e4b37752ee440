(defmulti area :kind)
(area {:kind :blob})
;exit 1
