;; with-precision: decimal results are those of java.math.BigDecimal with a MathContext.
(println (with-precision 3 (/ 1M 3))) ;=> 0.333M
(println (with-precision 10 (/ 1M 4M)) (with-precision 3 (/ 100M 1M)) (with-precision 3 (/ 1000M 1M))) ;=> 0.25M 100M 1.00E+3M
(println (with-precision 2 (+ 1.23M 4.56M)) (with-precision 2 (- 1.23M 4.56M)) (with-precision 2 (* 1.23M 4.56M))) ;=> 5.8M -3.4M 5.6M
(println (with-precision 4 (/ 2M 3)) (with-precision 4 (/ 2 3M)) (with-precision 4 (/ 200000M 3M))) ;=> 0.6667M 0.6667M 6.667E+4M
(println (with-precision 5 (+ 1/3 1M)) (with-precision 3 (* 1/3 1.00M))) ;=> 1.3333M 0.333M
(println (with-precision 3 (+ 0M 1.23456M)) (with-precision 3 (+ 0.000M 1M)) (with-precision 10 (+ 0.000M 1M)) (with-precision 3 (+ 0.00M 0M)))
;=> 1.23M 1.00M 1.000M 0.00M
(println (with-precision 2 (+ 99M 0.9M)) (with-precision 1 (+ 9.4M 0.1M))) ;=> 1.0E+2M 1E+1M
(println (with-precision 1 :rounding UP (* 1 1.1M)) (with-precision 1 :rounding DOWN (* 1 1.9M))) ;=> 2M 1M
(defmacro all [x]
  `(vector ~@(for [mode '[UP DOWN CEILING FLOOR HALF_UP HALF_DOWN HALF_EVEN]] `(with-precision 1 :rounding ~mode (+ 0M ~x)))))
(println (with-precision 2 (- 1.234M)) (with-precision 3 (bigdec 1/3)) (- 1E+3M)) ;=> -1.2M 0.333M -1E+3M
;; The table of java.math.RoundingMode.
(println (all 5.5M)) ;=> [6M 5M 6M 5M 6M 5M 6M]
(println (all 2.5M)) ;=> [3M 2M 3M 2M 3M 2M 2M]
(println (all 1.6M)) ;=> [2M 1M 2M 1M 2M 2M 2M]
(println (all 1.1M)) ;=> [2M 1M 2M 1M 1M 1M 1M]
(println (all 1.0M)) ;=> [1M 1M 1M 1M 1M 1M 1M]
(println (all -1.1M)) ;=> [-2M -1M -1M -2M -1M -1M -1M]
(println (all -1.6M)) ;=> [-2M -1M -1M -2M -2M -2M -2M]
(println (all -2.5M)) ;=> [-3M -2M -2M -3M -3M -2M -2M]
(println (all -5.5M)) ;=> [-6M -5M -5M -6M -6M -5M -6M]
(println (with-precision 1 :rounding UNNECESSARY (+ 0M 1.0M))) ;=> 1M
(println (try (with-precision 1 :rounding UNNECESSARY (+ 0M 1.1M)) (catch ArithmeticException e (ex-message e)))) ;=> Rounding necessary
(println (try (with-precision 3 (/ 1M 0)) (catch ArithmeticException e (ex-message e)))) ;=> Divide by zero
;; 0 digits are all digits; the binding ends with the block, and is inherited like any other.
(println (with-precision 0 (* 1.23M 4.56M)) (* 1.23M 4.56M)) ;=> 5.6088M 5.6088M
(println (try (/ 1M 3) (catch ArithmeticException e (ex-message e)))) ;=> Non-terminating decimal expansion; no exact representable decimal result.
(println (with-precision 3 [(/ 1M 3) (with-precision 5 (/ 1M 3)) (await (async (/ 1M 3)))])) ;=> [0.333M 0.33333M 0.333M]
(println (with-precision 3 (loop [x 0.5M n 0] (if (< n 5) (recur (/ (inc x) 3) (inc n)) x)))) ;=> 0.5M
(println (with-precision 4 (reduce + (map #(/ 1M %) (range 1 8))))) ;=> 2.593M
;; Against the definition: n/d as a ratio, rounded by hand.
(defn rounded [ratio digits]
  (let [s (loop [s 0] (if (>= (* ratio (apply *' (repeat s 10))) (apply *' (repeat (dec digits) 10))) s (recur (inc s))))
        shifted (* ratio (apply *' (repeat s 10)))
        whole (quot shifted 1)]
    (* (if (>= (* 2 (- shifted whole)) 1) (inc whole) whole) (/ 1 (apply *' (repeat s 10))))))
(println (every? (fn [[n d p]] (== (rationalize (with-precision p (/ (bigdec n) d))) (rounded (/ n d) p)))
                 (for [n (range 1 60) d (range 60 130 7) p [1 2 5]] [n d p]))) ;=> true
