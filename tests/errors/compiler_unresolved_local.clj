(defn greet [customer]
  (str "Dear " custmer))
;exit 1
