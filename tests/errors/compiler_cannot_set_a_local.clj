(let [x 1]
  (set! x 2))
;exit 1
