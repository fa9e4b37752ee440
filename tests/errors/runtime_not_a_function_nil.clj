(def handlers {:a inc})
((handlers :b) 1)
;exit 1
