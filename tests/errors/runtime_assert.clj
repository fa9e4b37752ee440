(defn root [n] {:pre [(pos? n)]} n)
(root -1)
;exit 1
