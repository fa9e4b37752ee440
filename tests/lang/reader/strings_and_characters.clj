;; Escapes in strings, names of characters.
(prn "a\tb\n\"\\\u00e9\101") ;=> "a\tb\n\"\\éA"
(println (count "\uD83D\uDE00")) ;=> 1
(prn (= "\uD83D\uDE00" "😀")) ;=> true
(prn [\a \newline \space \tab \u00e9 \o101 \( \" \\]) ;=> [\a \newline \space \tab \é \A \( \" \\]
(prn "two
lines")
;=> "two\nlines"
