;; first, rest, cons, conj, seq.

(prn (first [1 2])) ;=> 1
(prn (rest [1])) ;=> ()
(prn (next [1])) ;=> nil
(prn (next nil)) ;=> nil
(prn (rest nil)) ;=> ()
(prn (first nil)) ;=> nil
(prn (seq [])) ;=> nil
(prn (seq "ab")) ;=> (\a \b)
(prn (cons 1 nil)) ;=> (1)
(prn (cons 1 [2])) ;=> (1 2)
(prn (conj nil 1)) ;=> (1)
(prn (conj [1] 2 3)) ;=> [1 2 3]
(prn (conj '(1) 2 3)) ;=> (3 2 1)
(prn (conj {:a 1} [:b 2])) ;=> {:a 1, :b 2}
(prn (conj #{1} 1 2)) ;=> #{1 2}
(prn (conj {:a 1} {:b 2} nil)) ;=> {:a 1, :b 2}
