(deftype Point [x y])
(defmethod print-method Point [p writer] (await (async nil)) (.write writer (str "<" (.-x p) "," (.-y p) ">")))
(println [(->Point 1 2)]) ;=> [<1,2>]
(println (pr-str {:p (->Point 3 4)})) ;=> {:p <3,4>}
(println (with-out-str (pr (->Point 5 6)))) ;=> <5,6>
