; Lines of standard input, then the rest as text.
;stdin first line
;stdin zweite Zeile: ä
;stdin a
;stdin b
(prn (read-line)) ;=> "first line"
(prn (read-line)) ;=> "zweite Zeile: ä"
(prn (line-seq *in*)) ;=> ("a" "b")
(prn (read-line)) ;=> nil
