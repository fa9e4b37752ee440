; System/arraycopy and java.util.Arrays: ranges, overlaps, bounds; of many elements at once.
(defn copied [from at to to-at n] (System/arraycopy from at to to-at n) (vec to))

(println (copied (byte-array [1 2 3 4]) 1 (byte-array 4) 0 3)) ;=> [2 3 4 0]
(println (copied (object-array [:a "b" nil]) 0 (object-array 4) 1 3)) ;=> [nil :a b nil]
(let [a (long-array (range 6))] (println (copied a 0 a 2 4))) ;=> [0 1 0 1 2 3]
(let [a (object-array (range 6))] (println (copied a 2 a 0 4))) ;=> [2 3 4 5 4 5]
(println (copied (int-array [1 2]) 0 (long-array 2) 0 2)) ;=> [1 2]
(println (copied (char-array "abc") 3 (char-array 0) 0 0)) ;=> []
(doseq [[at to-at n] [[-1 0 1] [0 -1 1] [0 0 5] [3 0 2] [0 3 2] [0 0 -1]]]
  (print (try (copied (byte-array 4) at (byte-array 4) to-at n)
              (catch ArrayIndexOutOfBoundsException _ "refused ")))) ;=> refused refused refused refused refused refused 
(println)
(println (vec (java.util.Arrays/copyOf (byte-array [1 2 3]) 2)) (vec (java.util.Arrays/copyOf (object-array [1]) 3))) ;=> [1 2] [1 nil nil]
(println (vec (java.util.Arrays/copyOfRange (long-array (range 9)) 7 11))) ;=> [7 8 0 0]
(println (java.util.Arrays/equals (byte-array 3) (byte-array 3)) (java.util.Arrays/equals (byte-array 3) (byte-array 2))
         (java.util.Arrays/equals (long-array [1]) (long-array [2])) (java.util.Arrays/equals (double-array [0.5]) (double-array [0.5]))
         (java.util.Arrays/equals (object-array ["a"]) (object-array ["a"])) (java.util.Arrays/equals nil nil)) ;=> true false false true true true

; In one go: a hundred copies of 10 MB.
(let [a (byte-array 10000000 (byte 7)) b (byte-array 10000000)]
  (dotimes [_ 100] (System/arraycopy a 0 b 0 10000000))
  (println (java.util.Arrays/equals a b))) ;=> true
