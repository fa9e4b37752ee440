;; SEMANTICS 34: a 1 ms ticker goes on beside a factorial, its square, its digits, and the way back.
(load-file "tests/async/fairness/support/ticks_beside.clj")
(defn product [from to]
  (if (= from to) (bigint from) (let [middle (quot (+ from to) 2)] (* (product from middle) (product (inc middle) to)))))
(def f (volatile! nil))
(println (< 10 (ticks-beside #(vreset! f (product 1 200000))))) ;=> true
(def digits (volatile! nil))
(println (< 10 (ticks-beside #(vreset! digits (str @f))))) ;=> true
(println (< 3 (ticks-beside #(println (= @f (quot (* @f @f) @f) (bigint @digits)))))) ;=> true
;=> true
(println (count @digits) (subs @digits 0 10) (re-find #"\d{3}N$" (pr-str @f))) ;=> 973351 1420225345 000N
(println (mod (inc @f) 199999) (rem (inc (* @f @f)) @f)) ;=> 1N 1N
(println (< 5 (ticks-beside #(reduce *' (range 1 15000))))) ;=> true
;gc-stress-every 4000 the work would take hours
