;; Double loop: an integer counter and a double that changes in every turn, 50 million turns.
(println (str "result=" (long (loop [i 0 x 0.0]
                                (if (< i 50000000)
                                  (recur (inc i) (+ (* x 0.5) 1.5))
                                  (* x 1000000.0))))))
