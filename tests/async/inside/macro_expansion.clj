(defmacro slow-constant [n] (await (async (* 2 n))))
(println (slow-constant 21)) ;=> 42
(println (macroexpand-1 '(slow-constant 4))) ;=> 8
(println (eval '(let [x (slow-constant 5)] (inc x)))) ;=> 11
