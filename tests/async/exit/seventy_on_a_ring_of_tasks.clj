(def other (promise))
(def a (async @@other))
(def b (async @a))
(deliver other b)
@a
;! eadlock
;exit 70
