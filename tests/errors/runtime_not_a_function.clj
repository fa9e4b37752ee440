(defn call-it [f] (f 1))
(call-it 42)
;exit 1
