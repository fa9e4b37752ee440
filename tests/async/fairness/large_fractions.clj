;; SEMANTICS 34: a 1 ms ticker goes on beside exact division of large integers and arithmetic on the fractions.
(load-file "tests/async/fairness/support/ticks_beside.clj")
(def a (apply *' (repeat 15000 123456789123N)))
(def b (apply *' (repeat 15000 987654321987N)))
(def q (volatile! nil))
(println (< 3 (ticks-beside #(vreset! q (/ a b))))) ;=> true
(println (ratio? @q) (= a (* @q b)) (= (/ a) (/ 1 a)) (= 1N (/ a a))) ;=> true true true true
(println (< 3 (ticks-beside #(println (= @q (- (+ @q (/ b a)) (/ b a))) (= 1 (* @q (/ @q))) (= 1N (/ @q @q)))))) ;=> true true true
;=> true
(println (= (/ (inc a) b) (+ @q (/ 1 b))) (= (dec @q) (- @q 1)) (zero? (- @q @q)) (= @q (+' @q 0) (-' @q 0) (*' @q 1))) ;=> true true true true
(println (let [m (mod (- @q) (/ b a))] (and (pos? m) (< m (/ b a)))) (< (rem @q (/ b a)) (/ b a))) ;=> true true
(println (loop [x (/ 1 b) n 0] (if (< x 5) (recur (inc x) (inc n)) n))) ;=> 5
;; The harmonic numbers, added in halves.
(defn harmonic [from to] (if (= from to) (/ 1 from) (let [m (quot (+ from to) 2)] (+ (harmonic from m) (harmonic (inc m) to)))))
(println (< 3 (ticks-beside #(println (subs (str (numerator (harmonic 1 20000))) 0 20))))) ;=> 51138885782970365919
;=> true
(println (try (/ a 0N) (catch ArithmeticException e (ex-message e))) (try (eval '(/ 1/3 0)) (catch ArithmeticException e (ex-message e)))) ;=> Divide by zero Divide by zero
;skip-gc-stress the work would take hours
