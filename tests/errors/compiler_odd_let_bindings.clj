(let [a 1
      b]
  a)
;exit 1
