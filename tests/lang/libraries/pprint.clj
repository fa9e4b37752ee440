;; clojure.pprint: what fits stays on a line; else one part per line.
(require '[clojure.pprint :refer [pprint print-table cl-format write *print-right-margin*]])
(pprint {:a 1 :b [1 2 #{3}]}) ;=> {:a 1, :b [1 2 #{3}]}
(binding [*print-right-margin* 20]
  (pprint {:aaaa "bbbbbbbb" :cccc "dddddd"})
  (pprint [1111111 2222222 '(3333333 4444444)]))
;=> {:aaaa "bbbbbbbb",
;=>  :cccc "dddddd"}
;=> [1111111
;=>  2222222
;=>  (3333333 4444444)]
(print-table [{:a 1 :b "xx"} {:a 222 :b "y"}])
;=>
;=> |  :a | :b |
;=> |-----+----|
;=> |   1 | xx |
;=> | 222 |  y |
(println (cl-format nil "~d item~:p, ~a ~s ~5d|~,2f ~{~a~^, ~} ~r ~:d" 3 "x" "y" 42 3.14159 [1 2 3] 42 1234567))
;=> 3 items, x "y"    42|3.14 1, 2, 3 forty-two 1,234,567
(prn (write [1 2] :stream nil)) ;=> "[1 2]"
(binding [*print-length* 2] (pprint (range))) ;=> (0 1 ...)
(binding [*print-level* 1] (pprint [[1] {:a [2]}])) ;=> [# #]
