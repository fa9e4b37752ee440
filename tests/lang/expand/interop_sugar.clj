;; Every way to write a method call, a static, a constructor, a field.
(println (.length "abc") (. "abc" length) (. "abc" (substring 1)) (. "abc" substring 1 2)) ;=> 3 3 bc b
(println (Math/abs -1) (. Math abs -2) Math/PI (Math/PI) (. Math PI) (. Math -PI)) ;=> 1 2 3.141592653589793 3.141592653589793 3.141592653589793 3.141592653589793
(println (String. "x") (new String "y") (String/new "z")) ;=> x y z
(println (map String/valueOf [1 :a]) (map String/.length ["a" "bb"]) (String/.toUpperCase "up")) ;=> (1 :a) (1 2) UP
(deftype Point [x ^:unsynchronized-mutable y] Object (toString [_] (str x "," y)))
(let [p (Point. 1 2)]
  (println (.x p) (.-y p) (. p -x) (str p)) ;=> 1 2 1 1,2
  (set! (.-y p) 5)
  (println (.-y p) (.toString p))) ;=> 5 1,5
(println (macroexpand-1 '(.m x 1)) (macroexpand-1 '(Foo. 1)) (macroexpand-1 '(.-f x))) ;=> (. x m 1) (new Foo 1) (. x -f)
(println (.. "abc" toUpperCase (substring 1) length)) ;=> 2
(println (-> "a-b" (.split "-") vec) (str (doto (StringBuilder.) (.append 1) (.append "x")))) ;=> [a b] 1x
