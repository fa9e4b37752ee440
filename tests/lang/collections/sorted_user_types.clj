;; subseq and rsubseq with comparators of the program and of Sorted user types.
(def by-length (sorted-set-by (fn [a b] (compare (count a) (count b))) "a" "bb" "ccc" "dddd"))
(println (subseq by-length > "xx") (subseq by-length >= "xx" < "xxxx") (rsubseq by-length <= "xx")) ;=> (ccc dddd) (bb ccc) (bb a)
(deftype Wrapped [m]
  clojure.lang.Sorted
  (comparator [_] (.comparator m))
  (entryKey [_ entry] (key entry))
  (seq [_ ascending?] (.seq m ascending?))
  (seqFrom [_ k ascending?] (.seqFrom m k ascending?)))
(def w (Wrapped. (sorted-map 1 :a 2 :b 3 :c)))
(println (subseq w > 1) (rsubseq w < 3) (subseq w >= 1 <= 2)) ;=> ([2 :b] [3 :c]) ([2 :b] [1 :a]) ([1 :a] [2 :b])
(println (sorted? w) (subseq (sorted-map) > 1) (rsubseq (sorted-set 1) > 5)) ;=> true nil nil
