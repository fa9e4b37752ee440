;; Arithmetic on the worker pool gives what arithmetic here gives.
(def seven (bigint (apply str (repeat 100000 "7"))))
(def three (bigint (apply str (repeat 50000 "3"))))
(println (count (str seven)) (mod seven 1000) (rem (- seven) 1000)) ;=> 100000 777N -777N
(let [q (quot seven three) r (rem seven three)]
  (println (= seven (+ (* q three) r)) (< r three))) ;=> true true
(println (= (mod (- seven) three) (- three (rem seven three)))) ;=> true
(println (= seven (read-string (pr-str seven))) (= seven (biginteger (str seven)))) ;=> true true
(println (re-find #"\d{3}N$" (pr-str {:n [(* seven three)]}))) ;=> nil
(println (subs (pr-str [seven]) 99996) (subs (str [seven]) 99996) (subs (str "x" seven) 99996)) ;=> 77777N] 77777N] 77777
(println (= (* seven seven) (*' seven seven) (reduce * [seven seven]) (apply * [seven seven]))) ;=> true
(println (try (quot seven 0N) (catch ArithmeticException e (ex-message e)))) ;=> Divide by zero
(println (try (bigint (apply str (repeat 30000 "x"))) (catch NumberFormatException e (ex-message e))))
;=> For input string: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."
(println (= (hash seven) (hash (bigint (str seven))))) ;=> true
;gc-stress-every 1000 strings of 100,000 digits
