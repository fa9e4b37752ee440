(defprotocol Shape (area [shape]))
(area 5)
;exit 1
