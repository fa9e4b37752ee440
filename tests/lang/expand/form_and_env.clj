;; &form is the whole call with its position, &env has the locals around it as keys.
(defmacro locals [] (list 'quote (sort (keys &env))))
(println (locals)) ;=> ()
(println (let [a 1 [b c] [2 3]] (filter '#{a b c} (locals)))) ;=> (a b c)
(println (filter '#{f x} (let [f (fn f [x] (locals))] (f 1)))) ;=> (f x)
(defmacro place [& _] (let [m (meta &form)] [(:line m) (:column m)]))
(println (place)) ;=> [7 10]
(defmacro call [& _] (list 'quote &form))
(println (call 1 [2])) ;=> (call 1 [2])
